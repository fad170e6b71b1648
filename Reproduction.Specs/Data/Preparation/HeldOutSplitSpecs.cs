using Reproduction.Data.Preparation;
using Reproduction.Randomness;

namespace Reproduction.Specs.Data.Preparation;

public sealed class HeldOutSplitSpecs
{
    /// <summary>50 images of class 0, 30 of class 1 and 20 of class 2, mixed.</summary>
    private static readonly int[] Labels =
        [.. Enumerable.Range(0, 100).Select(image => (image % 10) switch { < 5 => 0, < 8 => 1, _ => 2 })];

    [Theory]
    [InlineData(10, 5, 3, 2)]
    [InlineData(100, 50, 30, 20)]
    [InlineData(0, 0, 0, 0)]
    // Shares of 1: 0.5, 0.3, 0.2; of 2: 1, 0.6, 0.4; of 9: 4.5, 2.7, 1.8; of 11: 5.5, 3.3, 2.2. The largest remainders are rounded up.
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(9, 4, 3, 2)]
    [InlineData(11, 6, 3, 2)]
    public void Every_class_keeps_its_share(int heldOut, params int[] shares)
    {
        var split = HeldOutSplit.Stratified(Labels, heldOut, seed: 1);

        Enumerable.Range(0, 3).Select(label => split.Validation.Count(image => Labels[image] == label)).Should().Equal(shares);
        split.Train.Should().BeInAscendingOrder();
        split.Validation.Should().BeInAscendingOrder();
        split.Train.Concat(split.Validation).Order().Should().Equal(Enumerable.Range(0, 100));
    }

    [Fact]
    public void Of_equal_remainders_the_lower_class_is_rounded_up() =>
        HeldOutSplit.Stratified([1, 1, 0, 0], 1, seed: 5).Validation.Should().ContainSingle().Which.Should()
            .BeGreaterThanOrEqualTo(2, "those are class 0's");

    [Fact]
    public void Equal_seeds_hold_out_equal_images_and_another_seed_others()
    {
        HeldOutSplit.Stratified(Labels, 20, 1).Validation.Should().Equal(HeldOutSplit.Stratified(Labels, 20, 1).Validation);
        HeldOutSplit.Stratified(Labels, 20, 2).Validation.Should().NotEqual(HeldOutSplit.Stratified(Labels, 20, 1).Validation);
    }

    [Fact]
    public void The_images_of_a_class_are_drawn_from_its_own_stream_one_after_the_other()
    {
        var members = Enumerable.Range(0, 100).Where(image => Labels[image] == 1).ToArray();
        var random = new CounterRandom(7, RandomPurpose.HeldOut, image: 1);
        for (var chosen = 0; chosen < 6; chosen++)
        {
            var other = chosen + random.NextBelow(30 - chosen);
            (members[chosen], members[other]) = (members[other], members[chosen]);
        }

        HeldOutSplit.Stratified(Labels, 20, 7).Validation.Where(image => Labels[image] == 1).Should().Equal(members[..6].Order());
    }

    [Fact]
    public void Over_seeds_every_image_is_held_out_about_as_often_as_any_other()
    {
        var times = new int[100];
        for (ulong seed = 0; seed < 400; seed++)
            foreach (var image in HeldOutSplit.Stratified(Labels, 20, seed).Validation) times[image]++;

        // 80 of 400 expected, with a deviation of 8.
        times.Should().OnlyContain(count => count > 45 && count < 115);
    }

    [Fact]
    public void No_image_makes_an_empty_split_and_more_than_all_or_fewer_than_none_cannot_be_held_out()
    {
        HeldOutSplit.Stratified([], 0, 1).Train.Should().BeEmpty();
        FluentActions.Invoking(() => HeldOutSplit.Stratified(Labels, 101, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => HeldOutSplit.Stratified(Labels, -1, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}

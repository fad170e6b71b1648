using FsCheck;
using FsCheck.Xunit;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Specs.Metrics.SignificanceTests;

public sealed class McNemarSpecs
{
    private const string Replay = "(20260105,7)";

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(5, 0, 2 / 32.0)]
    [InlineData(0, 6, 2 / 64.0)]
    [InlineData(4, 1, 2 * 6 / 32.0)]
    [InlineData(3, 3, 1)]
    public void Small_splits_are_counted_by_hand(int onlyFirst, int onlySecond, double expected) =>
        new McNemar(onlyFirst, onlySecond).PValue.Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Only_images_on_which_exactly_one_model_is_right_count()
    {
        // Both right, only the first, both wrong, only the first, both right, both right, only the second.
        int[] labels = [0, 0, 0, 1, 1, 1, 1];
        var first = new Predictions(labels, [1.0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0], 2);
        var second = new Predictions(labels, [1.0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1], 2);

        McNemar.Of(first, second).Should().Be(new McNemar(OnlyFirst: 2, OnlySecond: 1));
    }

    [Fact]
    public void Answers_to_different_images_are_not_compared()
    {
        var comparing = () => McNemar.Of(new Predictions([0, 1], new double[4], 2), new Predictions([1, 1], new double[4], 2));

        comparing.Should().Throw<ArgumentException>().WithMessage("*different images*");
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool It_is_a_probability_and_the_same_for_either_order(NonNegativeInt one, NonNegativeInt other)
    {
        var (a, b) = (one.Get % 500, other.Get % 500);

        return new McNemar(a, b).PValue is > 0 and <= 1 && new McNemar(a, b).PValue == new McNemar(b, a).PValue;
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool A_more_uneven_split_is_less_probable(NonNegativeInt less, PositiveInt more)
    {
        var (a, total) = (less.Get % 20, 60);
        var further = Math.Min(a + 1 + more.Get % 5, 30);

        return new McNemar(a, total - a).PValue <= new McNemar(further, total - further).PValue;
    }
}

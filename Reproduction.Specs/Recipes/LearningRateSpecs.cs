using Reproduction.Recipes;

namespace Reproduction.Specs.Recipes;

public sealed class LearningRateSpecs
{
    [Fact]
    public void A_constant_rate_stays() =>
        Enumerable.Range(0, 10).Select(step => new LearningRate(ScheduleKind.Constant, 0.001).At(step, 10)).Should()
            .AllBeEquivalentTo(0.001);

    [Fact]
    public void A_cosine_starts_at_the_rate_and_is_at_half_of_it_in_the_middle()
    {
        var cosine = new LearningRate(ScheduleKind.Cosine, 0.2);

        cosine.At(0, 100).Should().Be(0.2);
        cosine.At(50, 100).Should().BeApproximately(0.1, 1e-12);
        cosine.At(100, 100).Should().BeApproximately(0, 1e-12);
    }

    [Fact]
    public void One_cycle_starts_at_a_25th_peaks_after_the_warm_up_and_ends_at_a_250000th()
    {
        var cycle = new LearningRate(ScheduleKind.OneCycle, 1, Warmup: 0.2);

        cycle.At(0, 100).Should().BeApproximately(1 / 25.0, 1e-12);
        cycle.At(19, 100).Should().BeApproximately(1, 1e-12);
        cycle.At(99, 100).Should().BeApproximately(1 / 25e4, 1e-12);
    }

    [Fact]
    public void One_cycle_of_straight_lines_is_a_triangle()
    {
        var triangle = new LearningRate(ScheduleKind.OneCycleLinear, 1, Warmup: 0.2);

        var rises = Enumerable.Range(0, 19).Select(step => triangle.At(step + 1, 100) - triangle.At(step, 100));
        var falls = Enumerable.Range(19, 80).Select(step => triangle.At(step + 1, 100) - triangle.At(step, 100));

        rises.Should().AllSatisfy(rise => rise.Should().BeApproximately((1 - 1 / 25.0) / 19, 1e-12));
        falls.Should().AllSatisfy(fall => fall.Should().BeApproximately((1 / 25e4 - 1) / 80, 1e-12));
        triangle.At(19, 100).Should().BeApproximately(1, 1e-12);
    }
}

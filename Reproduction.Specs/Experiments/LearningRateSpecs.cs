using Reproduction.Experiments;

namespace Reproduction.Specs.Experiments;

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
}

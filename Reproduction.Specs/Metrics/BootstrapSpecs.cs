using FsCheck.Xunit;
using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class BootstrapSpecs
{
    private const string Replay = "(20260106,7)";
    private const int Accuracy = 0, Auroc = 2, Impact = 3, Gap = 5;

    [Fact]
    public void Equal_seeds_draw_equal_resamples_and_other_seeds_others()
    {
        var predictions = Simulated.Predictions(images: Effort.Of(200, mutated: 60), classes: 3, seed: 1);
        var resamples = Effort.Of(100, mutated: 40);

        Bootstrap.Intervals(predictions, resamples, seed: 4).Should().Equal(Bootstrap.Intervals(predictions, resamples, seed: 4));
        Bootstrap.Intervals(predictions, resamples, seed: 5).Should().NotEqual(Bootstrap.Intervals(predictions, resamples, seed: 4));
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties / 4)]
    public bool Every_interval_holds_its_metric(int seed)
    {
        // The calibration error of a resample is larger than the sample's, noise counting as error, so it is left out.
        var predictions = Simulated.Predictions(images: Effort.Of(300, mutated: 100), classes: 3, seed);
        var values = MetricValues.Of(predictions).Values;
        var intervals = Bootstrap.Intervals(predictions, Effort.Of(200, mutated: 60));

        return MetricValues.Names.Index().Where(metric => metric.Item != "ece").All(metric => intervals[metric.Index]!.Value.Contains(values[metric.Index]!.Value));
    }

    [Fact]
    public void What_cannot_vary_has_an_interval_without_width()
    {
        var intervals = Bootstrap.Intervals(new Predictions([0, 1, 0, 1], [1.0, 0, 0, 1, 1, 0, 0, 1], 2), 50);

        intervals[Accuracy].Should().Be(new Interval(1, 1));
        intervals[Impact].Should().Be(new Interval(1, 1));
        intervals[Gap].Should().Be(new Interval(0, 0));
    }

    [Fact]
    public void What_is_undefined_for_the_images_has_no_interval()
    {
        var intervals = Bootstrap.Intervals(new Predictions([0, 1, 0, 1], [1.0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0], 3), 50);

        intervals[Auroc].Should().BeNull();
        intervals[Impact].Should().BeNull();
        intervals[Accuracy].Should().Be(new Interval(1, 1));
    }

    [Fact]
    public void The_difference_the_other_way_round_is_the_same_interval_with_the_other_sign()
    {
        var (images, resamples) = (Effort.Of(300, mutated: 100), Effort.Of(200, mutated: 50));
        var (one, other) = (Simulated.Predictions(images, 3, seed: 3), Simulated.Predictions(images, 3, seed: 3, skill: 1));

        var (forth, back) = (Bootstrap.DifferenceIntervals(one, other, resamples), Bootstrap.DifferenceIntervals(other, one, resamples));

        foreach (var (metric, name) in MetricValues.Names.Index())
        {
            forth[metric]!.Value.Low.Should().BeApproximately(-back[metric]!.Value.High, 1e-12, name);
            forth[metric]!.Value.High.Should().BeApproximately(-back[metric]!.Value.Low, 1e-12, name);
        }
    }
}

using FsCheck.Xunit;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

public sealed class BootstrapSpecs
{
    private const string Replay = "(20260106,7)";
    private const int Accuracy = 0, Auroc = 2, Impact = 3, Gap = 5;

    [Fact]
    public void Equal_seeds_draw_equal_resamples_and_other_seeds_others()
    {
        var predictions = Simulated.Predictions(images: Effort.Of(200, mutated: 60), classes: 3, seed: 1);
        var resamples = Effort.Of(100, mutated: 40);
        IReadOnlyList<Interval?> Intervals(ulong seed) => Bootstrap.Of(predictions, resamples, seed).Intervals();

        Intervals(4).Should().Equal(Intervals(4));
        Intervals(5).Should().NotEqual(Intervals(4));
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties / 4)]
    public bool Every_interval_holds_its_metric(int seed)
    {
        var predictions = Simulated.Predictions(images: Effort.Of(300, mutated: 100), classes: 3, seed);
        var values = MetricValues.Of(predictions).Values;
        var intervals = Bootstrap.Of(predictions, Effort.Of(200, mutated: 60)).Intervals();

        return FigureCatalogue.Keys.Index().All(metric => intervals[metric.Index]!.Value.Contains(values[metric.Index]!.Value));
    }

    [Fact]
    public void Where_no_error_is_seen_an_interval_says_what_as_many_images_leave_open()
    {
        var right = Enumerable.Range(0, 100).ToArray();
        var intervals = Bootstrap.Of(
            new Predictions([.. right.Select(image => image % 2)], [.. right.SelectMany(image => new[] { 1.0 - image % 2, image % 2 })], 2),
            50).Intervals();

        // The exact binomial limit, and of what images add up to, what one image might add, 3.69 times.
        intervals[Accuracy]!.Value.Low.Should().BeApproximately(Math.Pow(0.025, 0.01), 1e-12);
        intervals[1]!.Value.Low.Should().BeApproximately(1 - 3.68888 / 100, 1e-6, "macro F1: an error in 50 images, over two classes");
        intervals[Auroc]!.Value.Low.Should()
            .BeApproximately(1 - 3.68888 * 2 / 100, 1e-6, "an image may move two classes' areas by a fiftieth each");
        intervals[Impact]!.Value.Low.Should().BeApproximately(1 - 3.68888 / 100, 1e-6);
        intervals[Gap]!.Value.High.Should().BeApproximately(3.68888 / 50, 1e-6);
        intervals.Where(interval => interval is not null).Should().OnlyContain(interval => interval!.Value.High > interval.Value.Low);
    }

    [Fact]
    public void What_is_undefined_for_the_images_has_no_interval()
    {
        var intervals = Bootstrap.Of(new Predictions([0, 1, 0, 1], [1.0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0], 3), 50).Intervals();

        intervals[Auroc].Should().BeNull();
        intervals[Impact].Should().BeNull();
        intervals[Accuracy]!.Value.High.Should().Be(1);
    }

    [Fact]
    public void The_difference_the_other_way_round_is_the_same_interval_with_the_other_sign()
    {
        var (images, resamples) = (Effort.Of(300, mutated: 100), Effort.Of(200, mutated: 50));
        var (one, other) = (Simulated.Predictions(images, 3, seed: 3), Simulated.Predictions(images, 3, seed: 3, skill: 1));
        var (first, second) = (Bootstrap.Of(one, resamples), Bootstrap.Of(other, resamples));

        var (forth, back) = (first.DifferenceIntervals(second), second.DifferenceIntervals(first));

        foreach (var (metric, name) in FigureCatalogue.Keys.Index())
        {
            forth[metric]!.Value.Low.Should().BeApproximately(-back[metric]!.Value.High, 1e-12, name);
            forth[metric]!.Value.High.Should().BeApproximately(-back[metric]!.Value.Low, 1e-12, name);
        }
    }
}

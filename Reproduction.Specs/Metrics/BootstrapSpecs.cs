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
        var predictions = Simulated.Predictions(images: 200, classes: 3, seed: 1);

        Bootstrap.Intervals(predictions, 100, seed: 4).Should().Equal(Bootstrap.Intervals(predictions, 100, seed: 4));
        Bootstrap.Intervals(predictions, 100, seed: 5).Should().NotEqual(Bootstrap.Intervals(predictions, 100, seed: 4));
    }

    [Property(Replay = Replay, MaxTest = 25)]
    public bool Every_interval_holds_its_metric(int seed)
    {
        // The calibration error of a resample is larger than the sample's, noise counting as error, so it is left out.
        var predictions = Simulated.Predictions(images: 300, classes: 3, seed);
        var values = MetricValues.Of(predictions).Values;
        var intervals = Bootstrap.Intervals(predictions, 200);

        return MetricValues.Names.Index().Where(metric => metric.Item != "ece").All(metric => intervals[metric.Index]!.Value.Contains(values[metric.Index]!.Value));
    }

    [Fact]
    public void The_interval_of_accuracy_is_as_wide_as_the_binomials_within_the_classes_say()
    {
        var predictions = Simulated.Predictions(images: 2000, classes: 4, seed: 2, skill: 1);
        var matrix = ConfusionMatrix.Of(predictions);
        var variance = Enumerable.Range(0, 4).Sum(c => matrix.Support(c) * matrix.Recall(c)!.Value * (1 - matrix.Recall(c)!.Value)) / (2000.0 * 2000);

        var interval = Bootstrap.Intervals(predictions)[Accuracy]!.Value;

        (interval.High - interval.Low).Should().BeApproximately(2 * 1.96 * Math.Sqrt(variance), 0.07 * 2 * 1.96 * Math.Sqrt(variance));
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
        var (one, other) = (Simulated.Predictions(300, 3, seed: 3), Simulated.Predictions(300, 3, seed: 3, skill: 1));

        var (forth, back) = (Bootstrap.DifferenceIntervals(one, other, 200), Bootstrap.DifferenceIntervals(other, one, 200));

        foreach (var (metric, name) in MetricValues.Names.Index())
        {
            forth[metric]!.Value.Low.Should().BeApproximately(-back[metric]!.Value.High, 1e-12, name);
            forth[metric]!.Value.High.Should().BeApproximately(-back[metric]!.Value.Low, 1e-12, name);
        }
    }

    [Fact]
    public void The_interval_of_accuracy_holds_the_true_accuracy_in_93_to_97_of_100_repetitions()
    {
        var classifier = new SimulatedClassifier([0.95, 0.85, 0.9, 0.8], imagesPerClass: 100);
        var held = 0;
        Parallel.For(0, 1000, repetition =>
        {
            var interval = Bootstrap.Intervals(classifier.Answers(repetition), 300, (ulong)repetition)[Accuracy]!.Value;
            if (interval.Contains(0.875)) Interlocked.Increment(ref held);
        });

        held.Should().BeInRange(930, 970);
    }

    [Fact]
    public void The_interval_of_a_fair_classifiers_disparate_impact_holds_1()
    {
        // Plain percentiles hold it in none of these: the best of ten equal classes is best by luck.
        var classifier = new SimulatedClassifier([.. Enumerable.Repeat(0.9, 10)], imagesPerClass: 60);

        var held = Enumerable.Range(0, 50).Count(repetition => Bootstrap.Intervals(classifier.Answers(repetition), 300, 1)[Impact]!.Value.Contains(1));

        held.Should().BeGreaterThanOrEqualTo(44);
    }
}

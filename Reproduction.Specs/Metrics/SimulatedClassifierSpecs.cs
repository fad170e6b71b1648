using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics;

/// <summary>
/// Whether intervals hold the truth as often as they say, on classifiers whose truth is known. <c>make interval-coverage</c> measures more
/// of them.
/// </summary>
public sealed class SimulatedClassifierSpecs
{
    private const int Accuracy = 0, Impact = 3;

    [Fact]
    public void The_interval_of_accuracy_is_as_wide_as_the_binomials_within_the_classes_say()
    {
        var predictions = Simulated.Predictions(images: 2000, classes: 4, seed: 2, skill: 1);
        var matrix = ConfusionMatrix.Of(predictions);
        var variance =
            Enumerable.Range(0, 4).Sum(c => matrix.Support(c) * matrix.Recall(c)!.Value * (1 - matrix.Recall(c)!.Value)) / (2000.0 * 2000);

        var interval = Bootstrap.Of(predictions).Intervals()[Accuracy]!.Value;

        (interval.High - interval.Low).Should().BeApproximately(2 * 1.96 * Math.Sqrt(variance), 0.07 * 2 * 1.96 * Math.Sqrt(variance));
        ((interval.High + interval.Low) / 2).Should().BeApproximately(matrix.Accuracy!.Value, 0.1 * 2 * 1.96 * Math.Sqrt(variance));
    }

    [Fact]
    public void The_interval_of_accuracy_holds_the_true_accuracy_in_94_to_98_of_100_repetitions()
    {
        var classifier = new SimulatedClassifier([0.95, 0.85, 0.9, 0.8], imagesPerClass: 100);
        var held = 0;
        Parallel.For(0, 1000, repetition =>
        {
            var interval = Bootstrap.Of(classifier.Answers(repetition), 300, (ulong)repetition).Intervals()[Accuracy]!.Value;
            if (interval.Contains(0.875)) Interlocked.Increment(ref held);
        });

        held.Should().BeInRange(940, 980, "it is exact for images of one class, and these classes differ");
    }

    [Fact]
    public void The_interval_of_a_fair_classifiers_disparate_impact_holds_1()
    {
        // Plain percentiles hold it in none of these: the best of ten equal classes is best by luck.
        var classifier = new SimulatedClassifier([.. Enumerable.Repeat(0.9, 10)], imagesPerClass: 60);

        var held = Enumerable.Range(0, 50)
            .Count(repetition => Bootstrap.Of(classifier.Answers(repetition), 300, 1).Intervals()[Impact]!.Value.Contains(1));

        held.Should().BeGreaterThanOrEqualTo(44);
    }
}

using System.Globalization;
using System.Text;
using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

/// <summary>
/// How often the 95 % intervals hold the truth, on simulated classifiers: <c>make interval-coverage</c> measures it and writes
/// <c>artifacts/interval-coverage.md</c>.
/// </summary>
public sealed class IntervalCoverage
{
    private const string File = "INTERVAL_COVERAGE";
    private const int Repetitions = 1000, Resamples = 1000;

    private static readonly string[] Metrics = ["accuracy", "disparate_impact", "recall_ratio", "recall_gap"];

    private static readonly double[]
        Baseline = [.93, .95, .84, .86, .90, .89, .95, .90, .97, .94],
        Teacher = [.94, .98, .95, .90, .96, .93, .97, .94, .97, .97],
        Equal = [.92, .92, .92, .92, .92, .92, .92, .92, .92, .92],
        TwoBest = [.97, .97, .84, .86, .90, .89, .92, .90, .91, .93],
        OneBest = [.99, .93, .84, .86, .90, .89, .92, .90, .91, .93];

    [Fact(Explicit = true)]
    public void Measure()
    {
        var path = Environment.GetEnvironmentVariable(File) ?? throw new InvalidOperationException($"{File} names the file to write; `make interval-coverage` sets it");

        var text = new StringBuilder(Head);
        foreach (var (name, recalls, images) in new (string, double[], int)[]
        {
            ("the published baseline's recalls", Baseline, 1000), ("the published teacher's recalls", Teacher, 1000), ("all recalls 0.92", Equal, 1000),
            ("two best classes", TwoBest, 1000), ("one best class", OneBest, 1000), ("the published baseline's recalls", Baseline, 100),
            ("all recalls 0.92", Equal, 100), ("two classes, both 0.9", [.9, .9], 1000),
        })
            Rows(text, $"{name}, {images} images a class", new(recalls, images), null);
        text.Append(Between);
        foreach (var (name, first, second) in new (string, double[], double[])[]
        {
            ("baseline − baseline", Baseline, Baseline), ("teacher − baseline", Teacher, Baseline), ("equal − baseline", Equal, Baseline),
            ("equal − one best", Equal, OneBest), ("two best − one best", TwoBest, OneBest), ("equal − equal", Equal, Equal),
        })
            Rows(text, name, new(first, 1000), new(second, 1000));
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private const string Head = $"""
        # How often the 95 % intervals hold the truth

        Written by `make interval-coverage`. A classifier with known recalls answers 1,000 test sets; of each the program makes an
        interval from 1,000 stratified resamples. *Plain* is the percentile interval alone; *now* is what the program prints, widened
        by what holds when classes that cannot be told apart from the best (or the worst) are tied with it. Bias is the mean estimate
        minus the truth. A plain interval of disparate impact hardly ever holds the truth of a fair classifier, because the best of
        equal classes is best by luck, in the test set and once more in every resample.

        | classifier | metric | truth | bias | plain holds | now holds | plain width | width now |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    private const string Between = """

        Differences of two classifiers on 1,000 images a class:

        | classifiers | metric | truth | bias | plain holds | now holds | plain width | width now |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    private static void Rows(StringBuilder text, string name, SimulatedClassifier first, SimulatedClassifier? second)
    {
        var truth = Values(first.Accuracy, first.Truth).Zip(second is null ? new double[4] : Values(second.Accuracy, second.Truth), (a, b) => a - b).ToArray();
        var sums = new double[Metrics.Length, 5];
        Parallel.For(0, Repetitions, repetition =>
        {
            var random = new Random(repetition);
            var (plain, now, estimate) = Repeat(first, second, random);
            lock (sums)
            {
                for (var metric = 0; metric < Metrics.Length; metric++)
                {
                    sums[metric, 0] += estimate[metric] - truth[metric];
                    sums[metric, 1] += plain[metric]!.Value.Contains(truth[metric]) ? 1 : 0;
                    sums[metric, 2] += now[metric]!.Value.Contains(truth[metric]) ? 1 : 0;
                    sums[metric, 3] += plain[metric]!.Value.High - plain[metric]!.Value.Low;
                    sums[metric, 4] += now[metric]!.Value.High - now[metric]!.Value.Low;
                }
            }
        });
        for (var metric = 0; metric < Metrics.Length; metric++)
        {
            double Mean(int column) => sums[metric, column] / Repetitions;
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {Metrics[metric]} | {truth[metric]:F4} | {Mean(0):F4} | {Mean(1):F3} | {Mean(2):F3} | {Mean(3):F4} | {Mean(4):F4} |\n");
        }
    }

    private static (IReadOnlyList<Interval?> Plain, IReadOnlyList<Interval?> Now, double[] Estimate) Repeat(
        SimulatedClassifier first, SimulatedClassifier? second, Random random)
    {
        var (plain, now, estimate) = Figures(first, random);
        if (second is null) return (plain.Intervals(), now.Intervals(), estimate);
        var (otherPlain, otherNow, otherEstimate) = Figures(second, random);
        return (plain.DifferenceIntervals(otherPlain), now.DifferenceIntervals(otherNow), [.. estimate.Zip(otherEstimate, (a, b) => a - b)]);
    }

    private static (ResampledFigures Plain, ResampledFigures Now, double[] Estimate) Figures(SimulatedClassifier classifier, Random random)
    {
        var recalls = classifier.Measured(random);
        var resampled = classifier.Resampled(recalls, Resamples, random);
        double?[] known = [.. recalls.Select(recall => (double?)recall)];
        IReadOnlyList<double?>[] figures =
            [.. resampled.Select(sample => (double?[])[sample.Average(), .. Measures(Disparity.Over(sample))])];
        var anyone = new Predictions([0], [0.0, 0], 2);
        return (
            new(anyone, figures, []), new(anyone, figures, [(1, TiedClasses.Among(known, resampled))]), Values(recalls.Average(), Disparity.Over(known)));
    }

    private static double[] Values(double accuracy, Disparity disparity) => [accuracy, .. Measures(disparity).Select(value => value!.Value)];

    private static double?[] Measures(Disparity disparity) => [disparity.DisparateImpact, disparity.Ratio, disparity.Gap];
}

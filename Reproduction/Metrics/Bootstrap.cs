using Reproduction.Data;

namespace Reproduction.Metrics;

/// <summary>
/// Stratified percentile bootstrap over test images (Efron and Tibshirani, 1993, chapter 13): images are drawn with replacement
/// within each class, so that every resample has the test set's classes; two models are compared on the same resamples.
/// Resample r of a seed is always the same, whatever the number of threads. Intervals of disparities are widened by what
/// <see cref="TiedClasses"/> says, because the plain ones hardly ever hold the truth where classes are equally good.
/// </summary>
public static class Bootstrap
{
    /// <summary>Resamples unless told otherwise.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>95 % intervals of a model's metrics, in the order of <see cref="MetricValues.Names"/>.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    public static IReadOnlyList<Interval?> Intervals(Predictions predictions, int resamples = DefaultResamples, ulong seed = 0) =>
        Of(predictions, NoFigures, [], resamples, seed).Intervals();

    /// <summary>95 % intervals of the differences first − second, in the order of <see cref="MetricValues.Names"/>.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static IReadOnlyList<Interval?> DifferenceIntervals(
        Predictions first, Predictions second, int resamples = DefaultResamples, ulong seed = 0) =>
        Of(first, NoFigures, [], resamples, seed).DifferenceIntervals(Of(second, NoFigures, [], resamples, seed));

    /// <summary>A model's metrics and further figures in every resample.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="figures">Further figures, of the confusion matrix; always as many.</param>
    /// <param name="disparities">Which of the further figures are disparities.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    public static ResampledFigures Of(
        Predictions predictions, Func<ConfusionMatrix, IReadOnlyList<double?>> figures, IReadOnlyList<PerClassDisparity> disparities,
        int resamples = DefaultResamples, ulong seed = 0)
    {
        var metrics = new ResampledMetrics(predictions);
        PerClassDisparity[] all =
        [
            OfRecall, .. disparities.Select(disparity => disparity with { First = disparity.First + MetricValues.Names.Count }),
        ];
        var drawn = Resample(predictions.Labels, resamples, seed, times =>
        {
            var matrix = ConfusionMatrix.Of(predictions, times);
            return ([.. metrics.Of(times, matrix).Values, .. figures(matrix)], [.. all.Select(disparity => disparity.Of(matrix))]);
        });
        var whole = ConfusionMatrix.Of(predictions);
        return new(predictions, [.. drawn.Select(resample => resample.Figures)],
            [.. all.Select((disparity, i) => (disparity.First, TiedClasses.Among(disparity.Of(whole), [.. drawn.Select(resample => resample.PerClass[i])])))]);
    }

    /// <summary>Where the disparities of recall stand among the metrics.</summary>
    private static readonly PerClassDisparity OfRecall = new(MetricValues.Names.ToList().IndexOf("disparate_impact"), (matrix, c) => matrix.Recall(c));

    private static IReadOnlyList<double?> NoFigures(ConfusionMatrix matrix) => [];

    private delegate (IReadOnlyList<double?> Figures, double?[][] PerClass) Statistic(ReadOnlySpan<int> times);

    private static (IReadOnlyList<double?> Figures, double?[][] PerClass)[] Resample(
        ReadOnlySpan<int> labels, int resamples, ulong seed, Statistic statistic)
    {
        var classes = labels.ToArray().Select((label, image) => (label, image)).GroupBy(pair => pair.label, pair => pair.image)
            .OrderBy(group => group.Key).Select(group => (group.Key, Images: group.ToArray())).ToArray();
        var images = labels.Length;
        var results = new (IReadOnlyList<double?>, double?[][])[resamples];
        Parallel.For(0, resamples, () => new int[images], (resample, _, times) =>
        {
            Array.Clear(times);
            foreach (var (label, members) in classes)
            {
                var random = new CounterRandom(seed, RandomPurpose.Resample, resample, label);
                for (var draw = 0; draw < members.Length; draw++) times[members[random.NextBelow(members.Length)]]++;
            }
            results[resample] = statistic(times);
            return times;
        }, _ => { });
        return results;
    }
}

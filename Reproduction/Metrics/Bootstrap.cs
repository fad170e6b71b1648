using Reproduction.Data.Preparation;

namespace Reproduction.Metrics;

/// <summary>
/// Stratified bootstrap over test images (Efron and Tibshirani, 1993, chapter 13): images are drawn with replacement within each
/// class, so that every resample has the test set's classes; two models are compared on the same resamples. Resample r of a seed
/// is always the same, whatever the number of threads. How an interval is made of the resamples is the figure's own matter:
/// <see cref="ExactShare"/>, <see cref="CountedFigure"/>, <see cref="KinkedFigure"/>, else percentiles.
/// </summary>
public static class Bootstrap
{
    /// <summary>Resamples unless told otherwise.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>
    /// Of how the intervals are made, in <c>run.json</c>. 1, where it stands nowhere: percentiles, those of disparities hulled with
    /// the linear deviations of tied classes. 2: what this class says.
    /// </summary>
    public const int Method = 2;

    /// <summary>95 % intervals of a model's metrics, in the order of <see cref="MetricValues.Names"/>.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    public static IReadOnlyList<Interval?> Intervals(Predictions predictions, int resamples = DefaultResamples, ulong seed = 0) =>
        Of(predictions, resamples, seed).Intervals();

    /// <summary>95 % intervals of the differences first − second, in the order of <see cref="MetricValues.Names"/>.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static IReadOnlyList<Interval?> DifferenceIntervals(
        Predictions first, Predictions second, int resamples = DefaultResamples, ulong seed = 0) =>
        Of(first, resamples, seed).DifferenceIntervals(Of(second, resamples, seed));

    /// <summary>A model's metrics in every resample, and the disparities of further per-class metrics, three each.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    /// <param name="disparities">Metrics of a class, such as <see cref="ConfusionMatrix.Precision"/>.</param>
    public static ResampledFigures Of(
        Predictions predictions, int resamples = DefaultResamples, ulong seed = 0, params Func<ConfusionMatrix, int, double?>[] disparities)
    {
        var metrics = new ResampledMetrics(predictions, disparities);
        var drawn = Resample(predictions.Labels, resamples, seed, metrics.Of);
        return new(predictions, metrics.Figures(drawn), metrics.Recalls(drawn));
    }

    /// <summary>Computes something of a resample, given how often each image counts.</summary>
    private delegate T Statistic<T>(ReadOnlySpan<int> times);

    private static T[] Resample<T>(ReadOnlySpan<int> labels, int resamples, ulong seed, Statistic<T> statistic)
    {
        var classes = labels.ToArray().Select((label, image) => (label, image)).GroupBy(pair => pair.label, pair => pair.image)
            .OrderBy(group => group.Key).Select(group => (group.Key, Images: group.ToArray())).ToArray();
        var images = labels.Length;
        var results = new T[resamples];
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

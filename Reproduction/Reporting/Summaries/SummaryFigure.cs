using System.Collections.Concurrent;
using MathNet.Numerics.Statistics;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting.Summaries;

/// <summary>
/// One figure over several seeds, or its difference between two models, paired by seed. The seeds share their test images, so the
/// images' noise does not average out over seeds: it is in <see cref="Crossed"/>, which is over seeds and images both.
/// </summary>
/// <param name="Values">The figure of each seed.</param>
/// <param name="Crossed">
/// 95 % interval of the mean over other seeds and other test images, of a model that was made once over other test images alone;
/// <see langword="null"/> where a resample leaves it undefined.
/// </param>
/// <param name="ImageDeviation">How another set of test images would scatter one seed's figure.</param>
public sealed record SummaryFigure(IReadOnlyList<double> Values, Interval? Crossed, double? ImageDeviation)
{
    /// <summary>A share of the test images, in each seed.</summary>
    /// <param name="seeds">The shares, and of how many images.</param>
    internal static SummaryFigure OfShares(IReadOnlyList<(double Share, int Images)> seeds) => new(
        [.. seeds.Select(seed => seed.Share)], null, Math.Sqrt(seeds.Average(seed => seed.Share * (1 - seed.Share) / seed.Images)));

    /// <summary>Mean over the seeds.</summary>
    public double Mean => Values.Mean();

    /// <summary>Deviation between the seeds.</summary>
    public double Deviation => Values.StandardDeviation();

    /// <summary>
    /// Student's t-test that the mean is 0, seeds alone: of a difference. <see langword="null"/> where all seeds are equal, as models
    /// that were made once are: such seeds say nothing of others.
    /// </summary>
    public TTest? Test => TestOf(Values);

    /// <summary>How many seeds have a figure above 0, ties counted half: of a difference.</summary>
    public double Wins => Values.Sum(value => value > 0 ? 1 : value == 0 ? 0.5 : 0);

    /// <summary>The images' share of the variance of one seed's figure; of a difference, whose images' noise seeds do not share.</summary>
    public double? ImageShare => ImageDeviation is { } images && Test is not null ? Math.Min(1, images * images / (Deviation * Deviation))
        : null;

    /// <summary>
    /// The smallest true mean that so many seeds show with <see cref="Significance.Power"/>, by s and by its upper bound at that
    /// confidence.
    /// </summary>
    public (double ByDeviation, double ByUpperBound)? Detectable
    {
        get
        {
            if (Test?.Detectable(Significance.Power) is not { } least) return null;
            return (least, least * Equivalence.UpperDeviation(1, Values.Count - 1, Significance.Power));
        }
    }

    /// <summary>
    /// Probability that one model's figure, of any seed, is above the other's, of any seed (Agarwal et al., "Deep Reinforcement Learning at
    /// the Edge of the Statistical Precipice", 2021): over all pairs of seeds, ties counted half.
    /// </summary>
    /// <param name="first">One model's figures.</param>
    /// <param name="second">The other's.</param>
    public static double ProbabilityAbove(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        first.Average(one => second.Average(other => one > other ? 1 : one == other ? 0.5 : 0));

    /// <summary>Student's t-test that a mean over seeds is 0; <see langword="null"/> where all are equal.</summary>
    internal static TTest? TestOf(IReadOnlyList<double> values) => TTest.AreTied(values) ? null : TTest.OfMean(values, Significance.Level);

    /// <summary>A figure from its values and resamples.</summary>
    /// <param name="values">Of each seed.</param>
    /// <param name="resamples">Of each seed in every resample of the images; the same resamples of all.</param>
    /// <param name="atKink">
    /// Likewise, where the figure has kinks and may be at one (<see cref="ResampledFigures.AtKink"/>): the interval holds what is so then
    /// too.
    /// </param>
    internal static SummaryFigure Of(
        IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> resamples,
        IReadOnlyList<IReadOnlyList<double>>? atKink = null) => new(
        values,
        resamples.Any(of => of.Count == 0) ? null
            : atKink is null ? Interval(values, resamples, isCentred: true)
            : Interval(values, resamples, isCentred: false).Hull(Interval(values, atKink, isCentred: false)),
        resamples.Any(of => of.Count == 0) ? null : Math.Sqrt(resamples.Average(of => of.Variance())));

    /// <summary>The same with its interval within what the figure can be.</summary>
    /// <param name="range">The least and the most.</param>
    internal SummaryFigure Within(Interval range) => Crossed is not { } crossed ? this : this with
    {
        Crossed = new(Math.Max(range.Low, crossed.Low), Math.Min(range.High, crossed.High)),
    };

    /// <summary>
    /// Images as they were resampled; and the mean of k seeds is off by s / √k times Student's t with k − 1 degrees of freedom, of which
    /// each resample takes another quantile, all of them evenly. What resampling adds to the mean once more, its bias, is taken off, but
    /// where kinks say how.
    /// </summary>
    private static Interval Interval(
        IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> resamples, bool isCentred)
    {
        var (seeds, count) = (values.Count, resamples[0].Count);
        var error = TTest.AreTied(values) ? 0 : values.StandardDeviation() / Math.Sqrt(seeds);
        var draws = error == 0 ? null : Draws.GetOrAdd((seeds - 1, count), of => Drawn(of.Freedom, of.Count));
        double[] drawn = [.. Enumerable.Range(0, count).Select(r => resamples.Average(of => of[r]) + error * (draws?[r] ?? 0))];
        var shift = isCentred ? values.Average() - drawn.Average() : 0;
        return Quantiles.Interval(drawn.Select(value => value + shift));
    }

    private static readonly ConcurrentDictionary<(int Freedom, int Count), double[]> Draws = new();

    /// <summary>Student's quantiles (i + ½) / n in an order that goes with none of the resamples': multiples of the golden ratio.</summary>
    private static double[] Drawn(int freedom, int count)
    {
        var order = Enumerable.Range(0, count).OrderBy(i => (i + 0.5) * 0.6180339887498949 % 1).ToArray();
        var quantiles = new double[count];
        for (var i = 0; i < count; i++) quantiles[order[i]] = StudentsT.Quantile(freedom, (i + 0.5) / count);
        return quantiles;
    }
}

using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Student's t-test of a difference between figures of training runs: t = difference / (s · scale), where s estimates the
/// deviation between seeds and scale says how many runs stand behind the difference. Two-sided; assumes that figures of seeds
/// are normal with one deviation.
/// </summary>
/// <param name="Difference">What is tested against 0.</param>
/// <param name="Deviation">s, the sample deviation between seeds.</param>
/// <param name="Scale">Standard error of the difference in units of s.</param>
/// <param name="DegreesOfFreedom">Of s; at least 1.</param>
/// <param name="Level">Probability of a rejection where there is no difference.</param>
public sealed record TTest(double Difference, double Deviation, double Scale, int DegreesOfFreedom, double Level)
{
    /// <summary>
    /// What is smaller is rounding: shares of images differ by more or not at all, and no other figure is meant so closely.
    /// </summary>
    private const double Rounding = 1e-9;

    /// <summary>Whether figures are all the same but for rounding: then they say nothing of how others would scatter.</summary>
    /// <param name="figures">One or more, one a seed.</param>
    public static bool AreTied(IReadOnlyList<double> figures) => figures.Max() - figures.Min() < Rounding;

    /// <summary>
    /// Is one figure, of one run, a draw from where these runs come from? figure − mean, scale √(1 + 1/k), k − 1 degrees of
    /// freedom: the figure is rejected where it lies outside the prediction interval of the runs.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="runs">k ≥ 2 figures, one a seed.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException">There are fewer than two runs.</exception>
    public static TTest OneAgainst(double figure, IReadOnlyList<double> runs, double level) =>
        new(figure - runs.Mean(), runs.StandardDeviation(), Math.Sqrt(1 + 1.0 / runs.Count), Freedom(runs.Count - 1), level);

    /// <summary>Is the mean of these differences 0? scale √(1/k), k − 1 degrees of freedom.</summary>
    /// <param name="differences">k ≥ 2 differences, one a seed.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException">There are fewer than two differences.</exception>
    public static TTest OfMean(IReadOnlyList<double> differences, double level) => new(
        differences.Mean(), differences.StandardDeviation(), Math.Sqrt(1.0 / differences.Count), Freedom(differences.Count - 1), level);

    /// <summary>
    /// Do two sets of runs come from one place? mean of the new − mean of the reference, pooled deviation, scale √(1/n + 1/m),
    /// n + m − 2 degrees of freedom.
    /// </summary>
    /// <param name="fresh">n ≥ 1 figures.</param>
    /// <param name="reference">m ≥ 1 figures, n + m ≥ 3.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException">There are fewer than three figures.</exception>
    public static TTest OfSets(IReadOnlyList<double> fresh, IReadOnlyList<double> reference, double level)
    {
        var freedom = Freedom(fresh.Count + reference.Count - 2);
        var squares = SquaresAround(fresh) + SquaresAround(reference);
        return new(
            fresh.Mean() - reference.Mean(), Math.Sqrt(squares / freedom), Math.Sqrt(1.0 / fresh.Count + 1.0 / reference.Count), freedom,
            level);
    }

    /// <summary>Probability of a difference at least as large where there is none.</summary>
    public double PValue => StandardError == 0
        ? Math.Abs(Difference) < Rounding ? 1 : 0
        : 2 * StudentT.CDF(0, 1, DegreesOfFreedom, -Math.Abs(Difference / StandardError));

    /// <summary>Whether the difference is more than the seeds explain.</summary>
    public bool Rejects => PValue < Level;

    /// <summary>The differences that would not be rejected, around the one found: a confidence interval at 1 − level.</summary>
    public Interval Interval => new(Difference - Critical * StandardError, Difference + Critical * StandardError);

    /// <summary>Probability of a rejection where the true difference is this one, taking s for the true deviation.</summary>
    /// <param name="difference">The true difference.</param>
    public double Power(double difference)
    {
        if (StandardError == 0) return difference == 0 ? Level : 1;
        var noncentrality = Math.Abs(difference) / StandardError;
        return 1 - NoncentralT.Cdf(Critical, DegreesOfFreedom, noncentrality) + NoncentralT.Cdf(-Critical, DegreesOfFreedom, noncentrality);
    }

    /// <summary>The smallest true difference that is rejected with a probability of <paramref name="power"/>.</summary>
    /// <param name="power">The probability, above the level.</param>
    public double Detectable(double power)
    {
        if (StandardError == 0) return 0;
        double low = 0, high = StandardError;
        while (Power(high) < power) (low, high) = (high, 2 * high);
        while (high - low > 1e-9 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = Power(middle) < power ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>
    /// How many seeds it would take to see a mean difference with a given power, if the deviation stays s; <see langword="null"/>
    /// if more than a thousand.
    /// </summary>
    /// <param name="deviation">s, of the paired differences.</param>
    /// <param name="difference">What shall be seen.</param>
    /// <param name="level">The level.</param>
    /// <param name="power">The power.</param>
    public static int? SeedsToSee(double deviation, double difference, double level, double power) =>
        FewestSeeds.Of(seeds => new TTest(0, deviation, Math.Sqrt(1.0 / seeds), seeds - 1, level).Power(difference) >= power);

    private static int Freedom(int degrees) => degrees >= 1
        ? degrees
        : throw new ArgumentException($"{degrees} degrees of freedom, expected figures of at least one run more than there are means.");

    private double StandardError => Deviation < Rounding ? 0 : Deviation * Scale;

    private double Critical => StudentsT.Quantile(DegreesOfFreedom, 1 - Level / 2);

    private static double SquaresAround(IReadOnlyList<double> values)
    {
        var mean = values.Mean();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}

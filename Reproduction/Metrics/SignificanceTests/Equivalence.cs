using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Two one-sided t-tests: that a difference is below a margin and above minus that margin, each at the level. Both reject where the
/// interval at 1 − 2 · level lies within the margin (Schuirmann, "A comparison of the two one-sided tests procedure and the power
/// approach", Journal of Pharmacokinetics and Biopharmaceutics 15, 1987). Not to be rejected is no sign of equality; this is.
/// </summary>
public static class Equivalence
{
    /// <summary>Whether the test shows a difference to be smaller than a margin.</summary>
    /// <param name="test">The difference with its deviation.</param>
    /// <param name="margin">The largest difference that does not matter.</param>
    public static bool IsShown(this TTest test, double margin) => Math.Abs(test.Difference) + HalfWidth(test) <= margin;

    /// <summary>Half the width of the interval that must lie within the margin.</summary>
    /// <param name="test">The difference with its deviation.</param>
    public static double HalfWidth(TTest test) =>
        StudentsT.Quantile(test.DegreesOfFreedom, 1 - test.Level) * test.Deviation * test.Scale;

    /// <summary>
    /// Probability that it is shown where there is no difference: the difference found and its deviation are independent, so given
    /// W = s / σ it is P(|Z| · σ ≤ margin / scale − t · σ · W).
    /// </summary>
    /// <param name="scale">Standard error of the difference in units of s.</param>
    /// <param name="degreesOfFreedom">Of s; at least 1.</param>
    /// <param name="level">The level.</param>
    /// <param name="deviation">σ, the true deviation.</param>
    /// <param name="margin">The margin.</param>
    public static double Power(double scale, int degreesOfFreedom, double level, double deviation, double margin)
    {
        var critical = StudentsT.Quantile(degreesOfFreedom, 1 - level);
        return DeviationRatio.Probability(
            degreesOfFreedom, w => 2 * Normal.CDF(0, 1, Math.Max(0, margin / (deviation * scale) - critical * w)) - 1,
            // Beyond this W the interval is wider than the margin allows.
            end: margin / (critical * deviation * scale));
    }

    /// <summary>
    /// How many runs it takes to show that one published figure is theirs, where it is; <see langword="null"/> if a thousand do not.
    /// </summary>
    /// <param name="deviation">σ, between seeds; the published figure has it too.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="level">The level.</param>
    /// <param name="power">The probability with which it shall be shown.</param>
    public static int? SeedsToShow(double deviation, double margin, double level, double power) =>
        FewestSeeds.Of(seeds => Power(Math.Sqrt(1 + 1.0 / seeds), seeds - 1, level, deviation, margin) >= power);

    /// <summary>
    /// The deviation between seeds above which no number of runs shows it: with endless runs what is left is the one published run's
    /// own scatter, P(|Z| ≤ margin / σ − z(1 − level)) = power.
    /// </summary>
    /// <param name="margin">The margin.</param>
    /// <param name="level">The level.</param>
    /// <param name="power">The probability with which it shall be shown.</param>
    public static double LargestDeviation(double margin, double level, double power) =>
        margin / (Normal.InvCDF(0, 1, 1 - level) + Normal.InvCDF(0, 1, (1 + power) / 2));

    /// <summary>
    /// An upper bound of σ from s, at a confidence: s · √(ν / χ²(1 − confidence; ν)). Two or three runs may by chance lie close to
    /// each other, and a power computed from s is then an illusion (Browne, "On the use of a pilot sample for sample size
    /// determination", Statistics in Medicine 14, 1995).
    /// </summary>
    /// <param name="deviation">s.</param>
    /// <param name="degreesOfFreedom">ν.</param>
    /// <param name="confidence">Probability with which σ lies below.</param>
    public static double UpperDeviation(double deviation, int degreesOfFreedom, double confidence) =>
        deviation * Math.Sqrt(degreesOfFreedom / ChiSquared.InvCDF(degreesOfFreedom, 1 - confidence));
}

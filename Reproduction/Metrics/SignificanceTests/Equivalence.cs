using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Two one-sided t-tests: that a difference is below a margin and above minus that margin, each at the level. Both reject where the
/// interval at 1 − 2 · level lies within the margin (Schuirmann, "A comparison of the two one-sided tests procedure and the power
/// approach", Journal of Pharmacokinetics and Biopharmaceutics 15, 1987). Not to be rejected is no sign of equality; this is.
/// </summary>
public static class Equivalence
{
    private const int MostRuns = 1000;
    private const int Steps = 2000;

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
    /// W = s / σ it is P(|Z| · σ ≤ margin / scale − t · σ · W). By Simpson's rule over W, as <see cref="NoncentralT"/>.
    /// </summary>
    /// <param name="test">Its scale, degrees of freedom and level count.</param>
    /// <param name="deviation">σ, the true deviation.</param>
    /// <param name="margin">The margin.</param>
    public static double Power(TTest test, double deviation, double margin)
    {
        double nu = test.DegreesOfFreedom;
        var critical = StudentsT.Quantile(test.DegreesOfFreedom, 1 - test.Level);
        // Beyond this W the interval is wider than the margin allows.
        var end = Math.Min(1 + 12 / Math.Sqrt(nu), margin / (critical * deviation * test.Scale));
        var constant = Math.Log(2) + nu / 2 * Math.Log(nu / 2) - MathNet.Numerics.SpecialFunctions.GammaLn(nu / 2);
        var step = end / Steps;
        double sum = 0;
        for (var i = 0; i <= Steps; i++)
        {
            var w = i * step;
            var density = w > 0 ? Math.Exp(constant + (nu - 1) * Math.Log(w) - nu * w * w / 2) : nu == 1 ? Math.Exp(constant) : 0;
            var within = 2 * Normal.CDF(0, 1, Math.Max(0, margin / (deviation * test.Scale) - critical * w)) - 1;
            sum += (i == 0 || i == Steps ? 1 : i % 2 == 1 ? 4 : 2) * density * within;
        }
        return Math.Clamp(sum * step / 3, 0, 1);
    }

    /// <summary>
    /// How many runs it takes to show that one published figure is theirs, where it is; <see langword="null"/> if a thousand do not.
    /// </summary>
    /// <param name="deviation">σ, between seeds; the published figure has it too.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="level">The level.</param>
    /// <param name="power">The probability with which it shall be shown.</param>
    public static int? SeedsToShow(double deviation, double margin, double level, double power)
    {
        bool Do(int seeds) => Power(new(0, deviation, Math.Sqrt(1 + 1.0 / seeds), seeds - 1, level), deviation, margin) >= power;
        if (!Do(MostRuns)) return null;
        int low = 1, high = MostRuns;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Do(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }

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

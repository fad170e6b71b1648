using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// The non-central t distribution, that of (Z + δ) / W with Z standard normal and W of ν degrees of freedom (<c>DeviationRatio</c>)
/// independent of Z: the distribution of a t statistic when what it tests is not so, hence a t-test's power (Johnson, Kotz and
/// Balakrishnan, "Continuous Univariate Distributions", volume 2, 1995, chapter 31).
/// </summary>
public static class NoncentralT
{
    /// <summary>P(T ≤ t): given W = w, T ≤ t says that Z ≤ t·w − δ, which has the probability Φ(t·w − δ).</summary>
    /// <param name="t">Where.</param>
    /// <param name="degreesOfFreedom">ν, at least 1.</param>
    /// <param name="noncentrality">δ.</param>
    public static double Cdf(double t, int degreesOfFreedom, double noncentrality) =>
        DeviationRatio.Probability(degreesOfFreedom, w => Normal.CDF(0, 1, t * w - noncentrality));
}

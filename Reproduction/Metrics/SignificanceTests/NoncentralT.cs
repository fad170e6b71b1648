using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// The non-central t distribution, that of (Z + δ) / W with Z standard normal and W = √(V/ν), V χ² with ν degrees of freedom and
/// independent of Z: the distribution of a t statistic when what it tests is not so, hence a t-test's power (Johnson, Kotz and
/// Balakrishnan, "Continuous Univariate Distributions", volume 2, 1995, chapter 31).
/// </summary>
public static class NoncentralT
{
    private const int Steps = 2000;

    /// <summary>
    /// P(T ≤ t) = ∫₀^∞ Φ(t·w − δ) f(w) dw: given W = w, T ≤ t says that Z ≤ t·w − δ. W has the density
    /// f(w) = 2 (ν/2)^(ν/2) / Γ(ν/2) · w^(ν−1) · exp(−ν w² / 2). By Simpson's rule, up to where f is below 1e-20.
    /// </summary>
    /// <param name="t">Where.</param>
    /// <param name="degreesOfFreedom">ν, at least 1.</param>
    /// <param name="noncentrality">δ.</param>
    public static double Cdf(double t, int degreesOfFreedom, double noncentrality)
    {
        double nu = degreesOfFreedom;
        var constant = Math.Log(2) + nu / 2 * Math.Log(nu / 2) - SpecialFunctions.GammaLn(nu / 2);
        var step = (1 + 12 / Math.Sqrt(nu)) / Steps;
        double sum = 0;
        // Stryker disable once Equality : the density at the last point is below 1e-20
        for (var i = 0; i <= Steps; i++)
        {
            var w = i * step;
            var density =
                w > 0 ? Math.Exp(constant + (nu - 1) * Math.Log(w) - nu * w * w / 2) : degreesOfFreedom == 1 ? Math.Exp(constant) : 0;
            sum += (i == 0 || i == Steps ? 1 : i % 2 == 1 ? 4 : 2) * density * Normal.CDF(0, 1, t * w - noncentrality);
        }
        return Math.Clamp(sum * step / 3, 0, 1);
    }
}

using MathNet.Numerics.Distributions;

namespace Reproduction.Claims.Runs;

/// <summary>
/// The non-central t distribution, that of (Z + δ) / √(V/ν) with Z standard normal and V χ² with ν degrees of freedom, independent:
/// the distribution of a t statistic when what it tests is not so, hence a t-test's power (Johnson, Kotz and Balakrishnan,
/// "Continuous Univariate Distributions", volume 2, 1995, chapter 31).
/// </summary>
public static class NoncentralT
{
    private const int Steps = 4000;

    /// <summary>
    /// P(T ≤ t) = ∫₀^∞ Φ(t·√(v/ν) − δ) f_χ²(v) dv: given V = v, T ≤ t says that Z ≤ t·√(v/ν) − δ. Integrated by Simpson's rule
    /// over w = √(v/ν), whose density is ν·w·2·f_χ²(ν·w²) and has all but 1e-12 of its mass between the quantiles taken here.
    /// </summary>
    /// <param name="t">Where.</param>
    /// <param name="degreesOfFreedom">ν, at least 1.</param>
    /// <param name="noncentrality">δ.</param>
    public static double Cdf(double t, int degreesOfFreedom, double noncentrality)
    {
        var v = new ChiSquared(degreesOfFreedom);
        var from = Math.Sqrt(v.InverseCumulativeDistribution(1e-13) / degreesOfFreedom);
        var to = Math.Sqrt(v.InverseCumulativeDistribution(1 - 1e-13) / degreesOfFreedom);
        var step = (to - from) / Steps;
        double sum = 0;
        for (var i = 0; i <= Steps; i++)
        {
            var w = from + i * step;
            var weight = i == 0 || i == Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Normal.CDF(0, 1, t * w - noncentrality) * 2 * degreesOfFreedom * w * v.Density(degreesOfFreedom * w * w);
        }
        return Math.Clamp(sum * step / 3, 0, 1);
    }
}

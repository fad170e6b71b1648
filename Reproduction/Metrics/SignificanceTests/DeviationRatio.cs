using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// W = s / σ, the deviation that a sample shows over the true one: √(V/ν), V χ² with ν degrees of freedom. Its density is
/// f(w) = 2 (ν/2)^(ν/2) / Γ(ν/2) · w^(ν−1) · exp(−ν w² / 2).
/// </summary>
internal static class DeviationRatio
{
    private const int Steps = 2000;

    /// <summary>
    /// The probability of what has a probability given W = w: its mean over W, ∫₀^∞ given(w) f(w) dw. By Simpson's rule, up to where f is
    /// below 1e-20.
    /// </summary>
    /// <param name="degreesOfFreedom">ν, at least 1.</param>
    /// <param name="given">The probability given w.</param>
    /// <param name="end">Above this w it is 0.</param>
    public static double Probability(int degreesOfFreedom, Func<double, double> given, double end = double.PositiveInfinity)
    {
        double nu = degreesOfFreedom;
        var constant = Math.Log(2) + nu / 2 * Math.Log(nu / 2) - SpecialFunctions.GammaLn(nu / 2);
        double Density(double w) =>
            w > 0 ? Math.Exp(constant + (nu - 1) * Math.Log(w) - nu * w * w / 2) : degreesOfFreedom == 1 ? Math.Exp(constant) : 0;
        return Math.Clamp(
            SimpsonRule.IntegrateComposite(w => Density(w) * given(w), 0, Math.Min(1 + 12 / Math.Sqrt(nu), end), Steps), 0, 1);
    }
}

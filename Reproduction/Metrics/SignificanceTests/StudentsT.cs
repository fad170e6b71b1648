using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>Student's t distribution.</summary>
internal static class StudentsT
{
    /// <summary>
    /// What lies below with a probability. One and two degrees of freedom have closed forms, and tails so long that a root finder does not
    /// come to their ends.
    /// </summary>
    /// <param name="degreesOfFreedom">ν, at least 1.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    public static double Quantile(int degreesOfFreedom, double probability) => degreesOfFreedom switch
    {
        1 => Math.Tan(Math.PI * (probability - 0.5)),
        2 => (2 * probability - 1) / Math.Sqrt(2 * probability * (1 - probability)),
        _ => StudentT.InvCDF(0, 1, degreesOfFreedom, probability),
    };
}

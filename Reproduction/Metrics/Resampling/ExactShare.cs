using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.Resampling;

/// <summary>
/// The exact interval of a share of images, from the binomial distribution (Clopper and Pearson, "The Use of Confidence or
/// Fiducial Limits Illustrated in the Case of the Binomial", Biometrika 26, 1934; SciPy's
/// <c>binomtest(hits, images).proportion_ci(method="exact")</c>). It holds the truth in 95 % at least whatever the truth is:
/// a percentile interval of 1,000 images holds 0.999 in 63 %, Wilson's holds "all but one" in 92 %.
/// </summary>
public static class ExactShare
{
    /// <summary>The 95 % interval; <see langword="null"/> without images.</summary>
    /// <param name="hits">How many images count.</param>
    /// <param name="images">Of how many.</param>
    public static Interval? Interval(long hits, long images) => images == 0
        ? null
        : new Interval(
            hits == 0 ? 0 : Beta.InvCDF(hits, images - hits + 1, Quantiles.Tail),
            hits == images ? 1 : Beta.InvCDF(hits + 1, images - hits, 1 - Quantiles.Tail));
}

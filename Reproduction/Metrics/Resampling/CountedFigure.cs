using MathNet.Numerics.Statistics;

namespace Reproduction.Metrics.Resampling;

/// <summary>
/// A figure that single images add up to, such as a loss, or what is lacking to a perfect score. Near its end a few images decide
/// it: where none erred, no resample differs, and a percentile interval has no width. So the interval of the sum is that of
/// weighted rare events (Fay and Feuer, "Confidence intervals for directly standardized rates: a method based on the gamma
/// distribution", Statistics in Medicine 16, 1997): with variance v, and w for what one more image could add, from
/// v/2y · χ²(0.025; 2y²/v) to (v + w²)/2(y + w) · χ²(0.975; 2(y + w)²/(v + w²)). Of one weight it is Poisson's exact
/// interval; of many images it is y ± 1.96 √v.
/// </summary>
/// <param name="perfect">The figure where no image adds anything: 1 of a score, 0 of a loss.</param>
/// <param name="unseen">What one image of a kind not seen might add.</param>
/// <param name="worst">The furthest that the figure can be from <paramref name="perfect"/>.</param>
/// <param name="point">The figure.</param>
/// <param name="resamples">In every resample.</param>
/// <param name="open">
/// How much nearer to <paramref name="perfect"/> it may be for all that resamples show: by classes of one image, or without a hit, none of
/// which ever differs.
/// </param>
internal class CountedFigure(
    double perfect, double unseen, double worst, double? point, double?[] resamples, double open = 0) : ResampledFigure(point, resamples)
{
    /// <summary>Beyond this shape the gamma distribution is normal to five digits.</summary>
    private const double Normal = 1e8;

    private double Unseen { get; } = unseen;

    private double Open { get; } = open;

    protected override Interval Known()
    {
        var lacking = Math.Abs(Point!.Value - perfect);
        var variance = Resamples.PopulationVariance();
        var low = lacking == 0 ? 0
            // Where nothing is right, what is right is the rare event.
            : lacking == worst ? Math.Max(0, worst - Gamma(Unseen, Unseen * Unseen, 1 - Quantiles.Tail))
            : Gamma(lacking, variance, Quantiles.Tail);
        if (Open > 0) low = Math.Max(0, lacking - Math.Sqrt((lacking - low) * (lacking - low) + Open * Open));
        var high = Math.Min(worst, Gamma(lacking + Unseen, variance + Unseen * Unseen, 1 - Quantiles.Tail));
        return perfect > 0 ? new(perfect - high, perfect - low) : new(low, high);
    }

    /// <summary>
    /// Percentiles, each end as far away as two more images on which the models differ would put it: the two pseudo-observations
    /// of Agresti and Min, "Simple improved confidence intervals for comparing matched proportions", Statistics in Medicine 24, 2005.
    /// </summary>
    protected override Interval KnownDifference(ResampledFigure other)
    {
        var difference = Point!.Value - other.Point!.Value;
        var percentiles = Quantiles.Interval(Differences(other));
        var more = Quantiles.Normal * Math.Sqrt(2) * Math.Max(Unseen, ((CountedFigure)other).Unseen);
        var (left, itsLeft) = (Open, ((CountedFigure)other).Open);
        double Further(double end) =>
            Math.Sqrt((end - difference) * (end - difference) + more * more + left * left + itsLeft * itsLeft);
        return new(Math.Max(-worst, difference - Further(percentiles.Low)), Math.Min(worst, difference + Further(percentiles.High)));
    }

    private static double Gamma(double mean, double variance, double probability) => mean * mean / variance is < Normal and var shape
        ? MathNet.Numerics.Distributions.Gamma.InvCDF(shape, mean / variance, probability)
        : MathNet.Numerics.Distributions.Normal.InvCDF(mean, Math.Max(Math.Sqrt(variance), double.Epsilon), probability);
}

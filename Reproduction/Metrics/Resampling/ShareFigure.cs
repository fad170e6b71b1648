namespace Reproduction.Metrics.Resampling;

/// <summary>A share of images: <see cref="ExactShare"/> is its interval.</summary>
/// <param name="hits">How many images count.</param>
/// <param name="images">Of how many.</param>
/// <param name="resamples">The share in every resample.</param>
internal sealed class ShareFigure(long hits, long images, double?[] resamples)
    : CountedFigure(perfect: 1, unseen: 1.0 / images, worst: 1, (double)hits / images, resamples)
{
    protected override Interval Known() => ExactShare.Interval(hits, images)!.Value;
}

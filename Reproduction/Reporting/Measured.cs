using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Reporting;

/// <summary>A figure with its 95 % interval.</summary>
/// <param name="Name">What it is, as tables and figures call it.</param>
/// <param name="Value">The figure; <see langword="null"/> where it is undefined.</param>
/// <param name="Interval">Its interval; <see langword="null"/> where a resample leaves it undefined.</param>
public sealed record Measured(string Name, double? Value, Interval? Interval)
{
    /// <summary>Whether the interval lies on one side of 0: of a difference, whether it is beyond the noise of the test images.</summary>
    public bool IsBeyondNoise => Interval is { } known && !known.Contains(0);

    /// <summary>A share of the test images, with its exact interval.</summary>
    /// <param name="figure">What it is.</param>
    /// <param name="share">The share.</param>
    /// <param name="images">Test images.</param>
    internal static Measured OfShare(Figure figure, double share, int images) =>
        new(figure.Words, share, ExactShare.Interval((long)Math.Round(share * images), images));

    internal static (IReadOnlyList<Measured> Quality, IReadOnlyList<Measured> Disparities) Split(
        IReadOnlyList<double?> values, IReadOnlyList<Interval?> intervals)
    {
        Measured[] all =
        [
            .. ReportedFigures.Quality.Concat(ReportedFigures.Disparities)
            .Zip(ReportedFigures.InOrder(values), ReportedFigures.InOrder(intervals))
                .Select(figure => new Measured(figure.First, figure.Second, figure.Third)),
        ];
        return (all[..ReportedFigures.Quality.Count], all[ReportedFigures.Quality.Count..]);
    }
}

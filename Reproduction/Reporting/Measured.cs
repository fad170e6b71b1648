using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>A figure with its 95 % interval.</summary>
/// <param name="Name">What it is, as tables and figures call it.</param>
/// <param name="Value">The figure; <see langword="null"/> where it is undefined.</param>
/// <param name="Interval">Its interval; <see langword="null"/> where a resample leaves it undefined.</param>
public sealed record Measured(string Name, double? Value, Interval? Interval)
{
    /// <summary>Whether the interval lies on one side of 0: of a difference, whether it is beyond the noise of the test images.</summary>
    public bool IsBeyondNoise => Interval is { } known && !known.Contains(0);

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

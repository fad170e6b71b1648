using Reproduction.Metrics;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>One figure's difference in every pair that is compared, a row a pair, against the line of no difference.</summary>
internal static class ForestPlot
{
    /// <summary>The figures that are drawn of each pair: accuracy, and what says whether class bias moved beside it.</summary>
    public static IReadOnlyList<Figure> Figures { get; } =
    [
        FigureCatalogue.Accuracy, FigureCatalogue.WorstRecall, FigureCatalogue.DisparateImpact,
        FigureCatalogue.ExcessOverProportionalErrors,
    ];

    /// <summary>Of a run, by its test images; none of a single pair, whose figures <see cref="DifferencesPlot"/> has together.</summary>
    public static IReadOnlyList<Plot> Of(RunMeasurements measurements) => measurements.Comparisons.Count < 2 ? [] :
        [.. Figures.Select(figure => Of(figure, "beyond the noise of the test images", measurements.Comparisons.Select(pair =>
        {
            var measured = Of(pair, figure);
            return new IntervalRows.Row(pair.Name, measured.Value, measured.Interval, measured.IsBeyondNoise && !pair.SaysNothing);
        })))];

    /// <summary>Over several seeds, by their noise.</summary>
    public static IReadOnlyList<Plot> Of(Summary summary) => summary.Pairs.Count == 0 ? [] :
        [.. Figures.Select(figure => Of(figure, "beyond the seeds' noise (Holm)", summary.Pairs.Select(pair =>
        {
            var difference = pair.Figure(figure);
            return new IntervalRows.Row(
                pair.Name, difference?.Difference.Mean, difference?.Difference.Test?.Interval, difference?.IsBeyondNoise == true);
        })))];

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="beyond">What the mark of a difference beyond noise means.</param>
    /// <param name="pairs">The pairs.</param>
    public static Plot Of(Figure figure, string beyond, IEnumerable<IntervalRows.Row> pairs)
    {
        var rows = pairs.ToList();
        var (body, width, height) = IntervalRows.Draw(rows, beyond, figure.Words, "first − second, with 95 % intervals");
        return new(
            $"{PlotNames.Forest}-{figure.Key.Replace('_', '-')}",
            $"Forest plot of {figure.Words}: {rows.Count} differences with 95 % intervals against the line of no difference, "
            + $"{rows.Count(row => row.IsBeyond)} of them {beyond}",
            width, height, body);
    }

    private static Measured Of(Comparison pair, Figure figure) => figure.Of == FigureOf.Pair
        ? pair.ExcessOverProportionalErrors
        : pair.Figures.Single(measured => measured.Name == figure.Words);
}

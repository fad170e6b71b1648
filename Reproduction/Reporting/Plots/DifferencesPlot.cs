using Reproduction.Metrics;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>Paired differences with their intervals against the line of no difference.</summary>
internal static class DifferencesPlot
{
    public static Plot? Of(RunMeasurements measurements)
    {
        if (measurements.Comparisons.Count == 0) return null;
        var comparison = measurements.Comparisons[0];
        // Likelihood has no scale in common with shares, and recall is the experiment's notion of bias; but nothing beyond noise is left
        // out.
        var likelihood = FigureCatalogue.Nll.Words;
        var isBeyond = (Measured figure) => figure.IsBeyondNoise && !comparison.SaysNothing;
        Measured[] figures =
        [
            .. comparison.Quality.Where(figure => figure.Name != likelihood || isBeyond(figure)),
            .. comparison.Disparities.Where((figure, row) => row < 3 || isBeyond(figure)),
        ];
        var (body, width, height) = IntervalRows.Draw(
            [.. figures.Select(figure => new IntervalRows.Row(figure.Name, figure.Value, figure.Interval, isBeyond(figure)))],
            "beyond noise", $"{comparison.Name}, with 95 % intervals{(comparison.SaysNothing ? "; says nothing" : "")}");
        return new(
            PlotNames.Differences,
            $"Differences {comparison.Name} with 95 % intervals against the line of no difference; the figures are in the table of "
            + "paired differences",
            width, height, body);
    }
}

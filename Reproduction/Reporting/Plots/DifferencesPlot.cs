using Reproduction.Metrics;

namespace Reproduction.Reporting.Plots;

/// <summary>Paired differences with their intervals against the line of no difference.</summary>
internal static class DifferencesPlot
{
    private const int LeastWidth = 480, Plain = 230, Top = 34, Row = 26, Bottom = 40, Right = 66;

    public static Plot? Of(RunMeasurements measurements)
    {
        if (measurements.Comparisons.Count == 0) return null;
        var comparison = measurements.Comparisons[0];
        // Likelihood has no scale in common with shares, and recall is the experiment's notion of bias; but nothing beyond noise is left
        // out.
        var likelihood = FigureCatalogue.Named("nll").Words;
        var isBeyond = (Measured figure) => figure.IsBeyondNoise && !comparison.SaysNothing;
        Measured[] figures =
        [
            .. comparison.Quality.Where(figure => figure.Name != likelihood || isBeyond(figure)),
            .. comparison.Disparities.Where((figure, row) => row < 3 || isBeyond(figure)),
        ];
        var left = figures.Max(figure => figure.Name.Length) * Drawing.Letter + 12;
        var width = (int)Math.Max(LeastWidth, left + Plain + Right);
        var drawing = new Drawing();
        double[] values =
            [0, .. figures.SelectMany(figure => new[] { figure.Value, figure.Interval?.Low, figure.Interval?.High }).OfType<double>()];
        var axis = Axis.Around(values, left, width - Right, room: Axis.Lying);
        var bottom = Top + figures.Length * Row;
        foreach (var tick in axis.Ticks)
        {
            drawing.Line("grid", axis.At(tick), Top, axis.At(tick), bottom);
            drawing.Text("small middle", axis.At(tick), bottom + 16, Axis.Label(tick));
        }
        drawing.Line("zero", axis.At(0), Top - 6, axis.At(0), bottom);
        drawing.Text("small middle", (left + width - Right) / 2, bottom
            + 33, $"{comparison.Name}, with 95 % intervals{(comparison.SaysNothing ? "; says nothing" : "")}");
        for (var row = 0; row < figures.Length; row++)
        {
            var y = Top + (row + 0.5) * Row;
            drawing.Text("end", left - 10, y + 4, figures[row].Name);
            var look = isBeyond(figures[row]) ? "beyond" : "neutral";
            drawing.Text("small end", width - 8, y + 4, Written.Difference(figures[row].Value));
            if (figures[row].Interval is { } interval) drawing.Line($"bar {look}", axis.At(interval.Low), y, axis.At(interval.High), y);
            if (figures[row].Value is { } value) drawing.Circle(look, axis.At(value), y, 4);
        }
        drawing.Circle("beyond", left, 14, 4);
        drawing.Text("", left + 10, 18, "beyond noise");
        drawing.Circle("neutral", left + 120, 14, 4);
        drawing.Text("", left + 130, 18, "not");
        return new(
            "differences",
            $"Differences {comparison.Name} with 95 % intervals against the line of no difference; the figures are in the table of "
            + "paired differences",
            width, bottom + Bottom, drawing.ToString());
    }
}

using Reproduction.Metrics;

namespace Reproduction.Reporting.Plots;

/// <summary>One figure's difference in every pair that is compared, a row a pair, against the line of no difference.</summary>
internal static class ForestPlot
{
    private const int LeastWidth = 464, Plain = 230, Top = 36, Row = 30, Bottom = 42, Right = 66, Between = 16;

    /// <summary>A pair's row.</summary>
    /// <param name="Pair">Its name.</param>
    /// <param name="Value">The difference, if it is defined.</param>
    /// <param name="Interval">Its interval, if it has one.</param>
    /// <param name="IsBeyond">Whether it is beyond noise.</param>
    public sealed record Entry(string Pair, double? Value, Interval? Interval, bool IsBeyond);

    /// <summary>The figures that are drawn of each pair: accuracy, and what says whether class bias moved beside it.</summary>
    public static IReadOnlyList<Figure> Figures { get; } =
    [
        FigureCatalogue.Named("accuracy"), FigureCatalogue.Named("worst_recall"), FigureCatalogue.Named("disparate_impact"),
        FigureCatalogue.ExcessOverProportionalErrors,
    ];

    /// <summary>Of a run, by its test images; none of a single pair, whose figures <see cref="DifferencesPlot"/> has together.</summary>
    public static IReadOnlyList<Plot> Of(RunMeasurements measurements) => measurements.Comparisons.Count < 2 ? [] :
    [
        .. Figures.Select(figure =>
            Of(figure, "beyond the noise of the test images",
                [.. measurements.Comparisons.Select(pair => (pair, Measured: Of(pair, figure)))
            .Select(of => new Entry(of.pair.Name, of.Measured.Value, of.Measured.Interval, of.Measured.IsBeyondNoise
                && !of.pair.SaysNothing))])),
    ];

    /// <summary>Over several seeds, by their noise.</summary>
    public static IReadOnlyList<Plot> Of(Summary summary) => summary.Pairs.Count == 0 ? [] :
    [
        .. Figures.Select(figure =>
            Of(figure, "beyond the seeds' noise (Holm)", [.. summary.Pairs.Select(pair => (pair.Name, Of: pair.Figure(figure)))
            .Select(of => new Entry(of.Name, of.Of?.Difference.Mean, of.Of?.Difference.Test?.Interval, of.Of?.IsBeyondNoise == true))])),
    ];

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="beyond">What the mark of a difference beyond noise means.</param>
    /// <param name="entries">The pairs.</param>
    public static Plot Of(Figure figure, string beyond, IReadOnlyList<Entry> entries)
    {
        var left = entries.Max(entry => entry.Pair.Length) * Drawing.Letter + 16;
        var width = (int)Math.Max(LeastWidth, left + Plain + Right);
        var drawing = new Drawing();
        double[] values = [0,
            .. entries.SelectMany(entry => new[] { entry.Value, entry.Interval?.Low, entry.Interval?.High }).OfType<double>()];
        var axis = Axis.Around(values, left, width - Right, room: Axis.Lying);
        var bottom = Top + entries.Count * Row;
        foreach (var tick in axis.Ticks)
        {
            drawing.Line("grid", axis.At(tick), Top, axis.At(tick), bottom);
            drawing.Text("small middle", axis.At(tick), bottom + 16, Axis.Label(tick));
        }
        drawing.Line("zero", axis.At(0), Top - 6, axis.At(0), bottom);
        drawing.Text("small middle", (left + width - Right) / 2, bottom + 33, $"{figure.Words}: first − second, 95 %");
        foreach (var (row, entry) in entries.Index())
        {
            var y = Top + (row + 0.5) * Row;
            drawing.Text("end", left - 10, y + 4, entry.Pair);
            drawing.Text("small end", width - 8, y + 4, Written.Difference(entry.Value));
            if (entry.Interval is { } interval) drawing.Line($"bar {Look(entry.IsBeyond)}", axis.At(interval.Low), y,
                axis.At(interval.High), y);
            if (entry.Value is { } value) Mark(drawing, entry.IsBeyond, axis.At(value), y);
        }
        Mark(drawing, true, 12, 14);
        drawing.Text("", 22, 18, beyond);
        var next = 22 + beyond.Length * Drawing.Letter + Between;
        Mark(drawing, false, next, 14);
        drawing.Text("", next + 10, 18, "not");
        return new(
            $"forest-{figure.Key.Replace('_', '-')}",
            $"Forest plot of {figure.Words}: {entries.Count} differences with 95 % intervals against the line of no difference, "
                + $"{entries.Count(entry => entry.IsBeyond)} of them {beyond}",
            width, bottom + Bottom, drawing.ToString());
    }

    private static Measured Of(Comparison pair, Figure figure) => figure.Of == FigureOf.Pair
        ? pair.ExcessOverProportionalErrors
        : pair.Figures.Single(measured => measured.Name == figure.Words);

    private static string Look(bool isBeyond) => isBeyond ? "beyond" : "neutral";

    /// <summary>Form and colour both tell the two apart.</summary>
    private static void Mark(Drawing drawing, bool isBeyond, double x, double y)
    {
        if (isBeyond) drawing.Diamond(Look(isBeyond), x, y);
        else drawing.Circle(Look(isBeyond), x, y, 4);
    }
}

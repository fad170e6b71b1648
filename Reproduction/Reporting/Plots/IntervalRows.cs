using Reproduction.Metrics;

namespace Reproduction.Reporting.Plots;

/// <summary>
/// Rows of differences with their intervals against the line of no difference: each its name and figure, and below them a mark and a
/// bar. Form and colour both tell what is beyond noise.
/// </summary>
internal static class IntervalRows
{
    private const int Side = 12, Top = 34, Height = 36, Figure = 52, Between = 16;

    /// <summary>A row.</summary>
    /// <param name="Name">What stands above it.</param>
    /// <param name="Value">The difference, if it is defined.</param>
    /// <param name="Interval">Its interval, if it has one.</param>
    /// <param name="IsBeyond">Whether it is beyond noise.</param>
    public sealed record Row(string Name, double? Value, Interval? Interval, bool IsBeyond);

    /// <summary>Draws rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="beyond">What the mark of a difference beyond noise means.</param>
    /// <param name="titles">What the axis is, in lines.</param>
    /// <returns>The drawing and its size.</returns>
    public static (string Body, int Width, int Height) Draw(IReadOnlyList<Row> rows, string beyond, params string[] titles)
    {
        var width = (int)Math.Max(PlotStyle.Width, rows.Max(row => row.Name.Length) * Drawing.Letter + 2 * Side + Figure);
        var drawing = new Drawing();
        double[] values = [0, .. rows.SelectMany(row => new[] { row.Value, row.Interval?.Low, row.Interval?.High }).OfType<double>()];
        // The labels of the last ticks reach beyond the frame.
        var axis = Axis.Around(values, Side + 12, width - Side - 12, room: Axis.Lying);
        var end = Top + rows.Count * Height + 4;
        var next = Legend(drawing, true, Side, beyond);
        Legend(drawing, false, next + Between, "not");
        drawing.GridAcross(axis, Top, end, baseline: end + 16);
        drawing.Line("zero", axis.At(0), Top - 6, axis.At(0), end);
        foreach (var (line, title) in titles.Index()) drawing.Text("middle", width / 2.0, end + 36 + line * 16, title);
        foreach (var (place, row) in rows.Index())
        {
            var y = Top + place * Height;
            drawing.Text("name", Side, y + 14, row.Name);
            drawing.Text("name end", width - Side, y + 14, Written.Difference(row.Value));
            if (row.Interval is { } interval)
                drawing.Line($"bar {Look(row.IsBeyond)}", axis.At(interval.Low), y + 25, axis.At(interval.High), y + 25);
            if (row.Value is { } value) Mark(drawing, row.IsBeyond, axis.At(value), y + 25);
        }
        return (drawing.ToString(), width, end + 32 + titles.Length * 16);
    }

    /// <returns>Where the words end.</returns>
    private static double Legend(Drawing drawing, bool isBeyond, double x, string words)
    {
        Mark(drawing, isBeyond, x + 5, 14);
        drawing.Text("", x + 16, 18, words);
        return x + 16 + words.Length * Drawing.Letter;
    }

    private static void Mark(Drawing drawing, bool isBeyond, double x, double y)
    {
        if (isBeyond) drawing.Diamond(Look(isBeyond), x, y);
        else drawing.Circle(Look(isBeyond), x, y, 4);
    }

    private static string Look(bool isBeyond) => isBeyond ? "beyond" : "neutral";
}

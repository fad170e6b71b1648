using Reproduction.Metrics;

namespace Reproduction.Reporting.Plots;

/// <summary>Differences with their intervals, a row each, against the line of no difference; a legend may stand above.</summary>
/// <param name="leastWidth">The least width.</param>
/// <param name="gap">Between the longest name and the frame.</param>
/// <param name="top">Room above the rows.</param>
/// <param name="height">Height of a row.</param>
/// <param name="bottom">Room below the rows.</param>
/// <param name="mark">Draws the mark of a difference that is beyond noise or not, at a place.</param>
internal sealed class IntervalRows(int leastWidth, int gap, int top, int height, int bottom, Action<Drawing, bool, double, double> mark)
{
    private const int Plain = 230, Right = 66;

    /// <summary>A row.</summary>
    /// <param name="Name">What stands before it.</param>
    /// <param name="Value">The difference, if it is defined.</param>
    /// <param name="Interval">Its interval, if it has one.</param>
    /// <param name="IsBeyond">Whether it is beyond noise.</param>
    public sealed record Row(string Name, double? Value, Interval? Interval, bool IsBeyond);

    /// <summary>What marks and bars look like.</summary>
    /// <param name="isBeyond">Whether beyond noise.</param>
    public static string Look(bool isBeyond) => isBeyond ? "beyond" : "neutral";

    /// <summary>Draws rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="title">What the axis is.</param>
    /// <returns>The drawing, where its frame begins, and its size.</returns>
    public (Drawing Drawing, double Left, int Width, int Height) Draw(IReadOnlyList<Row> rows, string title)
    {
        var left = rows.Max(row => row.Name.Length) * Drawing.Letter + gap;
        var width = (int)Math.Max(leastWidth, left + Plain + Right);
        var drawing = new Drawing();
        double[] values = [0, .. rows.SelectMany(row => new[] { row.Value, row.Interval?.Low, row.Interval?.High }).OfType<double>()];
        var axis = Axis.Around(values, left, width - Right, room: Axis.Lying);
        var end = top + rows.Count * height;
        foreach (var tick in axis.Ticks)
        {
            drawing.Line("grid", axis.At(tick), top, axis.At(tick), end);
            drawing.Text("small middle", axis.At(tick), end + 16, Axis.Label(tick));
        }
        drawing.Line("zero", axis.At(0), top - 6, axis.At(0), end);
        drawing.Text("small middle", (left + width - Right) / 2, end + 33, title);
        foreach (var (place, row) in rows.Index())
        {
            var y = top + (place + 0.5) * height;
            drawing.Text("end", left - 10, y + 4, row.Name);
            drawing.Text("small end", width - 8, y + 4, Written.Difference(row.Value));
            if (row.Interval is { } interval)
                drawing.Line($"bar {Look(row.IsBeyond)}", axis.At(interval.Low), y, axis.At(interval.High), y);
            if (row.Value is { } value) mark(drawing, row.IsBeyond, axis.At(value), y);
        }
        return (drawing, left, width, end + bottom);
    }
}

using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>The recall of each class with its interval, all models beside each other.</summary>
internal static class RecallPlot
{
    private const int Width = PlotStyle.Width, Bottom = 40, Right = 16, Between = 11, LongestName = 24;

    public static Plot Of(RunMeasurements measurements, IReadOnlyList<string> classNames)
    {
        var models = measurements.Models;
        var row = models.Count * Between + 12;
        string[] names = [.. classNames.Select(name => name.Length > LongestName ? $"{name[..(LongestName - 1)]}…" : name)];
        var left = names.Max(name => name.Length) * Drawing.Letter + 16;
        var drawing = new Drawing();
        var top = (int)drawing.Legend(models.Select(model => model.Model.Name), 12, 18, Width - 8) + 16;
        var bottom = top + classNames.Count * row;
        var axis = Axis.Around([.. models.SelectMany(model => model.Recalls).SelectMany(Extent).Append(1)], left, Width - Right);
        drawing.GridAcross(axis, top, bottom, baseline: bottom + 16);
        drawing.Text("small middle", (left + Width - Right) / 2, bottom + 33, "recall");
        for (var c = 0; c < classNames.Count; c++)
        {
            var middle = top + (c + 0.5) * row;
            drawing.Text("end", left - 10, middle + 4, names[c]);
            drawing.Line("grid", left, top + c * row, Width - Right, top + c * row);
            for (var m = 0; m < models.Count; m++)
            {
                var y = middle + (m - (models.Count - 1) / 2.0) * Between;
                var recall = models[m].Recalls[c];
                if (recall.Interval is { } interval)
                    drawing.Line($"bar {PlotStyle.Look(m)}", axis.At(interval.Low), y, axis.At(interval.High), y);
                if (recall.Value is { } value) drawing.Mark(m, axis.At(value), y);
            }
        }
        drawing.Line("grid", left, bottom, Width - Right, bottom);
        return new(
            PlotNames.Recall,
            $"Recall of each of {classNames.Count} classes with 95 % intervals, {Written.List(models.Select(model => model.Model.Name))} "
            + "beside each other",
            Width, bottom + Bottom, drawing.ToString());
    }

    private static IEnumerable<double> Extent(Measured figure)
    {
        if (figure.Value is { } value) yield return value;
        if (figure.Interval is not { } interval) yield break;
        yield return interval.Low;
        yield return interval.High;
    }
}

using System.Globalization;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>A confusion matrix: rows are true classes, columns predicted ones.</summary>
internal static class ConfusionPlot
{
    private const int Title = 18, Top = 30, Right = 10, LongestName = 16;
    private const double LargestCell = 36, LeastCellWithText = 24;

    public static Plot Of(ModelMeasurements model, int place, IReadOnlyList<string> classNames)
    {
        var classes = classNames.Count;
        string[] names = [.. classNames.Select(name => name.Length > LongestName ? $"{name[..(LongestName - 1)]}…" : name)];
        var room = names.Max(name => name.Length) * 6.2;
        var label = Title + room + 8;
        var cell = Math.Min(LargestCell, (PlotStyle.Width - label - Right) / classes);
        var isWritten = cell >= LeastCellWithText;
        var side = cell * classes;
        var drawing = new Drawing();
        // Below the columns' names, which are turned.
        var below = isWritten ? room * 0.72 + 18 : 6;
        drawing.Mark(place, label + 4, 14);
        drawing.Text("", label + 14, 18, model.Model.Name);
        drawing.Text("middle", 14, Top + side / 2, "true", turned: -90);
        drawing.Text("middle", label + side / 2, Top + side + below + 14, "predicted");
        for (var row = 0; row < classes; row++)
        {
            var y = Top + row * cell;
            if (isWritten)
            {
                drawing.Text("small end", label - 6, y + cell / 2 + 4, names[row]);
                drawing.Text("small end", label + (row + 0.5) * cell + 4, Top + side + 14, names[row], turned: -45);
            }
            for (var column = 0; column < classes; column++)
            {
                var count = model.Confusion[row, column];
                // The square root lets single confusions be seen beside a thousand hits.
                var share = model.Confusion.Support(row) == 0 ? 0 : Math.Sqrt((double)count / model.Confusion.Support(row));
                var x = label + column * cell;
                drawing.Box("heat", x + 0.5, y + 0.5, cell - 1, cell - 1, 0.04 + 0.96 * share);
                if (isWritten && count > 0)
                    drawing.Text(share > 0.65 ? "count middle over" : "count middle", x + cell / 2, y + cell / 2 + 4,
                        count.ToString(CultureInfo.InvariantCulture));
            }
        }
        return new(
            $"{PlotNames.Confusion}-{model.Model.Name}",
            $"Confusion matrix of the {model.Model.Name}: {Written.Count(model.Confusion.Hits)} of "
            + $"{Written.Count(model.Confusion.Total)} test images on the diagonal{MostConfused(model, classNames)}",
            (int)Math.Ceiling(label + side + Right), (int)Math.Ceiling(Top + side + below + 24),
            drawing.ToString());
    }

    private static string MostConfused(ModelMeasurements model, IReadOnlyList<string> classNames)
    {
        var pairs = from row in Enumerable.Range(0, classNames.Count)
                    from column in Enumerable.Range(0, classNames.Count)
                    where row != column
                    select (row, column, Count: model.Confusion[row, column]);
        var (true_, taken, count) = pairs.MaxBy(pair => pair.Count);
        return count == 0 ? "" : $"; most often {classNames[true_]} is taken for {classNames[taken]}, {Written.Count(count)} times";
    }
}

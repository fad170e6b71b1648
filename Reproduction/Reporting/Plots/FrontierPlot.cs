using Reproduction.Metrics;

namespace Reproduction.Reporting.Plots;

/// <summary>
/// The worst class's recall against accuracy: each model a mark with bars over the seeds, against what needs no training.
/// </summary>
internal static class FrontierPlot
{
    private const int Width = 480, Side = 340, Top = 16, Left = 64, Right = 24, Legend = 20;

    public static Plot Of(Summary summary, SummaryFrontier frontier)
    {
        var models = summary.Models.Select((model, place) =>
            (model.Name, Place: place, X: model.Figure("accuracy"), Y: model.Figure("worst_recall")))
            .Where(model => model.X is not null && model.Y is not null).ToList();
        var reference = models.Single(model => model.Name == frontier.Reference);
        var bottom = Top + Side;
        var drawing = new Drawing();
        var x = Frame([.. models.Select(model => (model.X!.Mean, model.X.Test?.Interval)),
            .. frontier.Curve.Select(point => (point.Accuracy, (Interval?)null))], Left, Width - Right, Axis.Lying);
        var y = Frame([.. models.Select(model => (model.Y!.Mean, model.Y.Test?.Interval)),
            .. frontier.Curve.Select(point => (point.WorstRecall, (Interval?)null))], bottom, Top);
        foreach (var tick in x.Ticks)
        {
            drawing.Line("grid", x.At(tick), Top, x.At(tick), bottom);
            drawing.Text("small middle", x.At(tick), bottom + 17, Axis.Label(tick));
        }
        foreach (var tick in y.Ticks)
        {
            drawing.Line("grid", Left, y.At(tick), Width - Right, y.At(tick));
            drawing.Text("small end", Left - 8, y.At(tick) + 4, Axis.Label(tick));
        }
        drawing.Text("middle", (Left + Width - Right) / 2, bottom + 38, "accuracy");
        drawing.Text("middle", 18, Top + Side / 2, "recall of the worst class", turned: -90);
        drawing.Curve("dashed neutral", Proportional(reference.X!.Mean, reference.Y!.Mean, x, y));
        drawing.Curve("curve neutral", frontier.Curve.Select(point => (x.At(point.Accuracy), y.At(point.WorstRecall))));
        foreach (var model in models)
        {
            var (across, up) = (x.At(model.X!.Mean), y.At(model.Y!.Mean));
            if (model.X.Test?.Interval is { } wide) drawing.Line($"bar {PlotStyle.Look(model.Place)}", x.Within(wide.Low), up,
                x.Within(wide.High), up);
            if (model.Y.Test?.Interval is { } high) drawing.Line($"bar {PlotStyle.Look(model.Place)}", across, y.Within(high.Low), across,
                y.Within(high.High));
        }
        foreach (var model in models) drawing.Mark(model.Place, x.At(model.X!.Mean), y.At(model.Y!.Mean));
        var height = Names(drawing, models.Select(model => (model.Name, model.Place)), frontier.Reference, bottom + 62);
        return new(
            "frontier",
            $"Recall of the worst class against accuracy, means over {summary.Seeds.Count} seeds with 95 % intervals, of "
            + $"{Written.List(models.Select(model => model.Name))}, beside the frontier of class offsets of {frontier.Reference} and the "
            + $"line of proportional errors; the figures are in the table below",
            Width, height, drawing.ToString());
    }

    /// <summary>
    /// An axis around what is drawn. Bars of few seeds may be far longer than the means are apart: they are cut where they would
    /// make all else small.
    /// </summary>
    private static Axis Frame(IReadOnlyList<(double Mean, Interval? Interval)> points, double from, double to, double room = Axis.Standing)
    {
        var (least, most) = (points.Min(point => point.Mean), points.Max(point => point.Mean));
        var margin = Math.Max(most - least, 0.002);
        return Axis.Around(
            [
                Math.Max(least - margin, points.Min(point => point.Interval?.Low ?? point.Mean)),
                Math.Min(most + margin, points.Max(point => point.Interval?.High ?? point.Mean)),
            ], from, to, room: room);
    }

    /// <summary>From the reference's place towards accuracy 1, and back: 1 − e·(1 − A) / (1 − A₀), as far as the frame goes.</summary>
    private static IEnumerable<(double X, double Y)> Proportional(double accuracy, double worst, Axis x, Axis y)
    {
        var slope = (1 - worst) / (1 - accuracy);
        double Worst(double at) => 1 - slope * (1 - at);
        double At(double recall) => 1 - (1 - recall) / slope;
        var (low, high) = (Math.Max(x.Low, At(y.Low)), Math.Min(x.High, At(y.High)));
        return double.IsFinite(slope) && low < high ? [(x.At(low), y.At(Worst(low))), (x.At(high), y.At(Worst(high)))] : [];
    }

    /// <summary>The names in rows, as many beside each other as there is room for.</summary>
    /// <returns>The plot's height.</returns>
    private static int Names(Drawing drawing, IEnumerable<(string Name, int Place)> models, string reference, double top)
    {
        double x = 16, y = top;
        foreach (var (name, place) in models)
        {
            var width = 26 + name.Length * Drawing.Letter;
            if (x > 16 && x + width > Width - 8) (x, y) = (16, y + Legend);
            drawing.Mark(place, x, y - 4);
            drawing.Text("", x + 10, y, name);
            x += width;
        }
        y += Legend;
        drawing.Line("curve neutral", 10, y - 4, 34, y - 4);
        drawing.Text("small", 40, y, $"class offsets of {reference}, fitted to the test images");
        y += Legend;
        drawing.Line("dashed neutral", 10, y - 4, 34, y - 4);
        drawing.Text("small", 40, y, $"proportional errors: all classes' errors of {reference} changed by one factor");
        return (int)y + 12;
    }
}

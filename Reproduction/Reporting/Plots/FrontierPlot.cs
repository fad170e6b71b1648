using MathNet.Numerics.Statistics;
using Reproduction.Metrics;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Plots;

/// <summary>
/// The worst class's recall against accuracy: each model a mark with bars over the seeds, against what needs no training. The frame is
/// that of the models that lie together: one far from all others stands at its edge, with an arrow and its figures.
/// </summary>
internal sealed class FrontierPlot
{
    private const int Top = 16, Right = 24, Legend = 20, Inset = 14;

    // Where many lie together their bars must not hide the marks.
    private const double FaintBar = 0.4;

    // Of fewer models no quartile says what lies together.
    private const int LeastToBeFar = 8;

    private readonly int width, side, left;

    private FrontierPlot(int width, int side, int left) => (this.width, this.side, this.left) = (width, side, left);

    /// <summary>Draws it, wide enough for the names of most models, and narrow for a phone.</summary>
    /// <param name="summary">The seeds.</param>
    /// <param name="frontier">What the models are held against.</param>
    public static Plot Of(Summary summary, SummaryFrontier frontier) => new FrontierPlot(720, 420, 64).Draw(summary, frontier) with
    {
        Narrow = new FrontierPlot(PlotStyle.Width, 320, 60).Draw(summary, frontier),
    };

    private Plot Draw(Summary summary, SummaryFrontier frontier)
    {
        var models = summary.Models.Select((model, place) =>
            (model.Name, Place: place, X: model.Figure(FigureCatalogue.Accuracy), Y: model.Figure(FigureCatalogue.WorstRecall)))
            .Where(model => model.X is not null && model.Y is not null).ToList();
        var reference = models.Single(model => model.Name == frontier.Reference);
        var (isFarAcross, isFarUp) = (IsFar([.. models.Select(model => model.X!.Mean)]), IsFar([.. models.Select(model => model.Y!.Mean)]));
        var far = models.Where(model => model != reference && (isFarAcross(model.X!.Mean) || isFarUp(model.Y!.Mean))).ToList();
        var near = models.Except(far).ToList();
        var bottom = Top + side;
        var drawing = new Drawing();
        var x = Frame([.. near.Select(model => (model.X!.Mean, model.X.Test?.Interval)),
            .. frontier.Curve.Select(point => (point.Accuracy, (Interval?)null))], left, width - Right, Axis.Lying);
        var y = Frame([.. near.Select(model => (model.Y!.Mean, model.Y.Test?.Interval)),
            .. frontier.Curve.Select(point => (point.WorstRecall, (Interval?)null))], bottom, Top);
        drawing.GridAcross(x, Top, bottom, baseline: bottom + 17);
        drawing.GridUp(y, left, width - Right, end: left - 8);
        drawing.Text("middle", (left + width - Right) / 2, bottom + 38, "accuracy");
        drawing.Text("middle", 18, Top + side / 2, "recall of the worst class", turned: -90);
        drawing.Curve("dashed neutral", Proportional(reference.X!.Mean, reference.Y!.Mean, x, y));
        drawing.Curve("curve neutral", frontier.Curve.Select(point => (x.At(point.Accuracy), y.At(point.WorstRecall))));
        foreach (var model in near)
        {
            var (across, up, look) = (x.At(model.X!.Mean), y.At(model.Y!.Mean), $"bar {PlotStyle.Look(model.Place)}");
            if (model.X.Test?.Interval is { } wide) drawing.Line(look, x.Within(wide.Low), up, x.Within(wide.High), up, FaintBar);
            if (model.Y.Test?.Interval is { } high) drawing.Line(look, across, y.Within(high.Low), across, y.Within(high.High), FaintBar);
        }
        var labels = new MarkLabels(left, Top, width - Right, bottom);
        foreach (var model in far)
        {
            var (across, up) = Edge(x.At(model.X!.Mean), y.At(model.Y!.Mean));
            Arrow(drawing, across, up, x.At(model.X.Mean), y.At(model.Y.Mean));
            drawing.Mark(model.Place, across, up);
            labels.Add($"{model.Name}: {Written.Value(model.X.Mean)}, {Written.Value(model.Y.Mean)}", across, up, isFirst: true);
        }
        // The reference over all that hides it.
        foreach (var model in near.OrderBy(model => model == reference))
        {
            drawing.Mark(model.Place, x.At(model.X!.Mean), y.At(model.Y!.Mean));
            labels.Add(model.Name, x.At(model.X.Mean), y.At(model.Y.Mean), isFirst: model == reference);
        }
        labels.Write(drawing);
        var height = Names(drawing, models.Select(model => (model.Name, model.Place)), frontier.Reference, bottom + 62);
        return new(
            "frontier",
            $"Recall of the worst class against accuracy, means over {summary.Seeds.Count} seeds with 95 % intervals, of "
            + $"{Written.List(models.Select(model => model.Name))}, beside the frontier of class offsets of {frontier.Reference} and the "
            + $"line of proportional errors; {(far.Count == 0 ? "" : $"far from the others and outside of the frame: "
                + $"{Written.List(far.Select(model => model.Name))}; ")}the figures are in the table below",
            width, height, drawing.ToString());
    }

    /// <summary>Far from the others, by Tukey's outer fences: three times the quartiles' distance beyond them.</summary>
    private static Func<double, bool> IsFar(IReadOnlyList<double> values)
    {
        if (values.Count < LeastToBeFar) return _ => false;
        var (lower, upper) = (values.LowerQuartile(), values.UpperQuartile());
        return value => value < lower - 3 * (upper - lower) || value > upper + 3 * (upper - lower);
    }

    /// <summary>The place in the frame that is nearest to one outside.</summary>
    private (double X, double Y) Edge(double x, double y) =>
        (Math.Clamp(x, left + Inset, width - Right - Inset), Math.Clamp(y, Top + Inset, Top + side - Inset));

    /// <summary>From a mark at the frame's edge outwards, where its model lies.</summary>
    private static void Arrow(Drawing drawing, double x, double y, double toX, double toY)
    {
        var (across, down) = (Math.Sign(toX - x), Math.Sign(toY - y));
        var scale = across != 0 && down != 0 ? Math.Sqrt(0.5) : 1;
        var (tipX, tipY) = (x + across * scale * Inset, y + down * scale * Inset);
        drawing.Line("zero", x, y, tipX, tipY);
        foreach (var side in new[] { -1, 1 })
            drawing.Line("zero", tipX, tipY, tipX - (across - side * down) * scale * 4, tipY - (down + side * across) * scale * 4);
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
    private int Names(Drawing drawing, IEnumerable<(string Name, int Place)> models, string reference, double top)
    {
        double x = 16, y = top;
        foreach (var (name, place) in models)
        {
            var room = 26 + name.Length * Drawing.Letter;
            if (x > 16 && x + room > width - 8) (x, y) = (16, y + Legend);
            drawing.Mark(place, x, y - 4);
            drawing.Text("", x + 10, y, name);
            x += room;
        }
        y = Line(drawing, "curve", $"class offsets of {reference}, fitted to the test images", y + Legend);
        y = Line(drawing, "dashed", $"proportional errors: all classes' errors of {reference} changed by one factor", y + Legend);
        return (int)y + 12;
    }

    /// <summary>What a line is, in as many lines as it takes.</summary>
    /// <returns>The last one's baseline.</returns>
    private double Line(Drawing drawing, string look, string words, double y)
    {
        const int left = 40;
        drawing.Line($"{look} neutral", 10, y - 4, 34, y - 4);
        var line = "";
        foreach (var word in words.Split(' '))
        {
            if (left + (line.Length + 1 + word.Length) * Drawing.Letter > width)
            {
                drawing.Text("small", left, y, line);
                (line, y) = ("", y + 14);
            }
            line += line.Length == 0 ? word : $" {word}";
        }
        drawing.Text("small", left, y, line);
        return y;
    }
}

using Reproduction.Runs;
using Reproduction.Training;

namespace Reproduction.Reporting.Plots;

/// <summary>
/// Accuracy and loss of every model over its epochs: validation as a line with full marks, training dashed with hollow ones. Where the
/// images become larger on the way, a dotted line says so.
/// </summary>
internal static class TrainingPlots
{
    private const int Width = PlotStyle.Width, Frame = 220, Left = 50, Bottom = 44, Right = 12, Padding = 14, BetweenHollow = 45;

    public static IReadOnlyList<Plot> Of(RunReport report) =>
    [
        .. One(PlotNames.TrainingAccuracy, "accuracy", report, row => row.TrainAccuracy, row => row.ValidationAccuracy),
        .. One(PlotNames.TrainingLoss, "loss", report, row => row.TrainLoss, row => row.ValidationLoss),
    ];

    private static IEnumerable<Plot> One(
        string name, string what, RunReport report, Func<HistoryRow, double?> training, Func<HistoryRow, double?> validation)
    {
        double[] values =
            [.. report.History.SelectMany(row => new[] { training(row), validation(row) }).OfType<double>().Where(double.IsFinite)];
        if (values.Length == 0) yield break;
        var drawing = new Drawing();
        var steps = ImageSizeStep.Of(report.History);
        var names = drawing.Legend(report.Models.Select(model => model.Name), 12, 18, Width - 8);
        var top = names + (steps.Count > 0 ? 48 : 32);
        var (bottom, right) = (top + Frame, Width - Right);
        Lines(drawing, names + 18, what);
        var epochs = Axis.Around(
            [.. report.History.Select(row => (double)row.Epoch)], Left + Padding, right - Padding, leastStep: 1);
        var figures = what == "loss" && values.Min() > 0 ? Axis.Logarithmic(values, bottom, top) : Axis.Around(values, bottom, top);
        drawing.GridUp(figures, Left, right, end: Left - 6);
        foreach (var tick in epochs.Ticks.Where(tick => tick > 0))
            drawing.Text("small middle", epochs.At(tick), bottom + 17, Axis.Label(tick));
        drawing.Line("grid", Left, top, Left, bottom);
        drawing.Line("grid", Left, bottom, right, bottom);
        drawing.Text("middle", (Left + right) / 2.0, bottom + 36, "epoch");
        drawing.Text("middle", 14, (top + bottom) / 2, what, turned: -90);
        foreach (var step in steps)
        {
            drawing.Line("step", epochs.At(step.Epoch - 0.5), top - 4, epochs.At(step.Epoch - 0.5), bottom);
            drawing.Text("small middle", Math.Min(epochs.At(step.Epoch - 0.5), right - 18), top - 8, step.Label);
        }
        foreach (var (place, model) in report.Models.Index())
        {
            var rows = report.History.Where(row => row.Model == model.Name).ToList();
            (double X, double Y, int Epoch)[] Points(Func<HistoryRow, double?> figure) =>
                [.. rows.Where(row => figure(row) is { } value && double.IsFinite(value))
                    .Select(row => (epochs.At(row.Epoch), figures.At(figure(row)!.Value), row.Epoch))];
            drawing.Curve($"dashed {PlotStyle.Look(place)}", Points(training).Select(point => (point.X, point.Y)));
            drawing.Curve($"curve {PlotStyle.Look(place)}", Points(validation).Select(point => (point.X, point.Y)));
            var last = double.NegativeInfinity;
            foreach (var (x, y, _) in Points(training))
            {
                if (x - last < BetweenHollow) continue;
                drawing.Mark(place, x, y, isHollow: true);
                last = x;
            }
            foreach (var (x, y, epoch) in Points(validation))
            {
                drawing.Mark(place, x, y);
                if (epoch == model.ChosenEpoch) drawing.Circle($"{PlotStyle.Look(place)} ring", x, y, 8);
            }
        }
        yield return new(
            name,
            $"{char.ToUpperInvariant(what[0])}{what[1..]} over the epochs, on validation and on training images, of "
            + $"{Written.List(report.Models.Select(model => model.Name))}{string.Concat(steps.Select(step => $"; {step.Words}"))}",
            Width, (int)bottom + Bottom, drawing.ToString());
    }

    private static void Lines(Drawing drawing, double y, string what)
    {
        drawing.Line("curve neutral", 10, y - 4, 34, y - 4);
        drawing.Circle("neutral", 22, y - 4, 3.5);
        drawing.Text("small", 40, y, "validation");
        drawing.Line("dashed neutral", 116, y - 4, 140, y - 4);
        drawing.Circle("neutral hollow", 128, y - 4, 3.5);
        drawing.Text("small", 146, y, what == "loss" ? "training (what is minimised)" : "training");
    }
}

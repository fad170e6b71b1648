using Reproduction.Training;

namespace Reproduction.Reporting.Plots;

/// <summary>Accuracy and loss of every model over its epochs: validation as a line, training dashed.</summary>
internal static class TrainingPlots
{
    private const int Width = 460, Height = 310, Left = 54, Top = 54, Bottom = 44, Right = 12, Padding = 14;

    public static IReadOnlyList<Plot> Of(RunReport report) =>
    [
        .. One("accuracy", report, row => row.TrainAccuracy, row => row.ValidationAccuracy),
        .. One("loss", report, row => row.TrainLoss, row => row.ValidationLoss),
    ];

    private static IEnumerable<Plot> One(
        string what, RunReport report, Func<HistoryRow, double?> training, Func<HistoryRow, double?> validation)
    {
        double[] values =
            [.. report.History.SelectMany(row => new[] { training(row), validation(row) }).OfType<double>().Where(double.IsFinite)];
        if (values.Length == 0) yield break;
        var drawing = new Drawing();
        var (bottom, right) = (Height - Bottom, Width - Right);
        var epochs = Axis.Around([.. report.History.Select(row => (double)row.Epoch)], Left + Padding, right - Padding, leastStep: 1);
        var figures = what == "loss" && values.Min() > 0 ? Axis.Logarithmic(values, bottom, Top) : Axis.Around(values, bottom, Top);
        foreach (var tick in figures.Ticks)
        {
            drawing.Line("grid", Left, figures.At(tick), right, figures.At(tick));
            drawing.Text("small end", Left - 8, figures.At(tick) + 4, Axis.Label(tick));
        }
        foreach (var tick in epochs.Ticks.Where(tick => tick > 0))
            drawing.Text("small middle", epochs.At(tick), bottom + 17, Axis.Label(tick));
        drawing.Line("grid", Left, Top, Left, bottom);
        drawing.Line("grid", Left, bottom, right, bottom);
        drawing.Text("small middle", (Left + right) / 2.0, Height - 8, "epoch");
        drawing.Text("", 8, 18, what);
        drawing.Legend(report.Models.Select(model => model.Name), Left + 34, 18);
        drawing.Line("curve neutral", Left + 30, 34, Left + 54, 34);
        drawing.Text("small", Left + 60, 38, "validation");
        drawing.Line("dashed neutral", Left + 136, 34, Left + 160, 34);
        drawing.Text("small", Left + 166, 38, what == "loss" ? "training (what is minimised)" : "training");
        foreach (var (place, model) in report.Models.Index())
        {
            var rows = report.History.Where(row => row.Model == model.Name).ToList();
            (double X, double Y, int Epoch)[] Points(Func<HistoryRow, double?> figure) =>
                [.. rows.Where(row => figure(row) is { } value && double.IsFinite(value))
                    .Select(row => (epochs.At(row.Epoch), figures.At(figure(row)!.Value), row.Epoch))];
            drawing.Curve($"dashed {PlotStyle.Look(place)}", Points(training).Select(point => (point.X, point.Y)));
            drawing.Curve($"curve {PlotStyle.Look(place)}", Points(validation).Select(point => (point.X, point.Y)));
            foreach (var (x, y, epoch) in Points(validation))
            {
                drawing.Mark(place, x, y);
                if (epoch == model.ChosenEpoch) drawing.Circle($"{PlotStyle.Look(place)} ring", x, y, 8);
            }
        }
        yield return new(
            $"training-{what}",
            $"{char.ToUpperInvariant(what[0])}{what[1..]} over the epochs, on validation and on training images, of "
            + $"{Written.List(report.Models.Select(model => model.Name))}",
            Width, Height, drawing.ToString());
    }
}

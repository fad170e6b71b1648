using Reproduction.Metrics;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>Each model's ROC curve, one class against the rest, the mean over classes (macro), as far as the curves bend.</summary>
internal static class RocPlot
{
    private const int Points = 120;
    private const double Bent = 0.98;

    /// <summary>Draws the curves; none where a class has no images, or all.</summary>
    public static Plot? Of(RunMeasurements measurements)
    {
        double[] all = [.. Enumerable.Range(0, 1001).Select(i => i / 1000.0)];
        var curves = measurements.Models.Select(model => RocCurve.OfEachClass(model.Model.Predictions)).ToList();
        if (curves.Contains(null)) return null;
        // Good classifiers hug the corner: beyond where all recognise nearly everything there is nothing to see.
        var most = curves.Max(of => all[RocCurve.Macro(of!, all).ToList().FindIndex(rate => rate >= Bent)]);
        most = new[] { 0.05, 0.1, 0.2, 0.5 }.Where(end => end >= most).DefaultIfEmpty(1).First();
        double[] at = [.. Enumerable.Range(0, Points + 1).Select(i => most * i / Points)];
        var names = measurements.Models.Select(model => model.Model.Name).ToList();
        var frame = new UnitFrame(names, least: 0, most,
            $"false positive rate{(most < 1 ? $", 0 to {Axis.Label(most)}" : "")}", "true positive rate");
        frame.Drawing.Curve("dashed neutral", [(frame.X(0), frame.Y(0)), (frame.X(most), frame.Y(most))]);
        foreach (var (place, of) in curves.Index())
        {
            var curve = at.Zip(RocCurve.Macro(of!, at), (x, y) => (X: frame.X(x), Y: frame.Y(y))).ToList();
            frame.Drawing.Curve($"curve {PlotStyle.Look(place)}", curve);
            // Each model's marks at places of its own, so that they do not lie on each other.
            for (var i = 3 + 4 * (place % PlotStyle.Forms); i < curve.Count; i += Points / 5)
                frame.Drawing.Mark(place, curve[i].X, curve[i].Y);
        }
        return frame.Plot(
            PlotNames.Roc,
            $"ROC curves of {Written.List(names)}, one class against the rest, the mean over classes: true positive rate against false "
            + $"positive rate{(most < 1 ? $" up to {Axis.Label(most)}" : "")}; the areas are in the table of metrics");
    }
}

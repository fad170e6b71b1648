using Reproduction.Metrics;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>Accuracy against confidence, bin by bin, of every model: on the diagonal, probabilities mean what they say.</summary>
internal static class ReliabilityPlot
{
    /// <summary>A bin of fewer images is mostly noise: its mark is hollow.</summary>
    public const int Few = 30;

    public static Plot Of(RunMeasurements measurements)
    {
        var models = measurements.Models.Select(model => (model.Model.Name, Bins: ReliabilityBin.Of(model.Model.Predictions))).ToList();
        var frame = new UnitFrame(models.Select(model => model.Name), least: models.Min(model => model.Bins[0].Confidence), most: 1,
            "mean confidence of the bin", "share that is right");
        frame.Drawing.Curve("dashed neutral", [(frame.X(frame.Least), frame.Y(frame.Least)), (frame.X(1), frame.Y(1))]);
        foreach (var (place, model) in models.Index())
        {
            frame.Drawing.Curve($"curve {PlotStyle.Look(place)}",
                model.Bins.Where(bin => bin.Images >= Few).Select(bin => (frame.X(bin.Confidence), frame.Y(bin.Accuracy))));
            foreach (var bin in model.Bins)
                frame.Drawing.Mark(place, frame.X(bin.Confidence), frame.Y(bin.Accuracy), isHollow: bin.Images < Few);
        }
        return frame.Plot(
            PlotNames.Reliability,
            $"Reliability diagram of {Written.List(models.Select(model => model.Name))}: the share of images that is classified rightly "
            + "against the mean confidence, in bins of confidence; below the dashed diagonal a model is surer than it is right");
    }
}

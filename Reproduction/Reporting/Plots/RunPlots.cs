namespace Reproduction.Reporting.Plots;

/// <summary>The figures of a run's report.</summary>
/// <param name="Differences">Of the first pair that is compared; none where no pair is.</param>
/// <param name="Scores">What the models' probabilities are worth: reliability diagram and ROC curves.</param>
/// <param name="Forest">Of all pairs that are compared, each figure for itself; none where one or no pair is.</param>
/// <param name="Recall">The recall of each class.</param>
/// <param name="Training">Accuracy and loss over the epochs.</param>
/// <param name="Confusion">Each model's confusion matrix.</param>
public sealed record RunPlots(
    IReadOnlyList<Plot> Differences, IReadOnlyList<Plot> Scores, IReadOnlyList<Plot> Forest, IReadOnlyList<Plot> Recall,
    IReadOnlyList<Plot> Training, IReadOnlyList<Plot> Confusion)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Plot> All => [.. Differences, .. Scores, .. Forest, .. Recall, .. Training, .. Confusion];

    /// <summary>Draws a run.</summary>
    /// <param name="report">The run.</param>
    /// <param name="measurements">Its figures.</param>
    public static RunPlots Of(RunReport report, RunMeasurements measurements) => new(
        Drawn(DifferencesPlot.Of(measurements)),
        [ReliabilityPlot.Of(measurements), .. Drawn(RocPlot.Of(measurements))],
        ForestPlot.Of(measurements),
        [RecallPlot.Of(measurements, report.ClassNames)],
        TrainingPlots.Of(report),
        [.. measurements.Models.Select((model, place) => ConfusionPlot.Of(model, place, report.ClassNames))]);

    private static IReadOnlyList<Plot> Drawn(Plot? plot) => plot is null ? [] : [plot];
}

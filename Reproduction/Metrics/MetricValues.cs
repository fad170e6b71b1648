namespace Reproduction.Metrics;

/// <summary>The metrics of one model on one set of images; what is undefined is <see langword="null"/>.</summary>
/// <param name="Accuracy">Share of images classified rightly.</param>
/// <param name="MacroF1">Unweighted mean of F1 over the classes that occur or are predicted.</param>
/// <param name="AurocOvrMacro">Mean of the classes' areas under the ROC curve, one against the rest.</param>
/// <param name="DisparateImpact">Mean recall / largest recall, as published.</param>
/// <param name="RecallRatio">Smallest recall / largest recall, the four-fifths rule's.</param>
/// <param name="RecallGap">Largest recall − smallest recall.</param>
/// <param name="Ece">Expected calibration error.</param>
/// <param name="Nll">Mean negative log likelihood, natural logarithm.</param>
/// <param name="Brier">Brier score over all classes, 0 to 2.</param>
/// <param name="ClassWiseEce">Mean over classes of the calibration error of the class's probability.</param>
/// <param name="WorstRecall">Smallest recall.</param>
/// <param name="WorstErrorShare">The worst class's share of the errors, 1/K where all err alike.</param>
/// <param name="ExcessDisparateImpact">Disparate impact less what classes of equal recall print (<see cref="EqualRecall"/>).</param>
public sealed record MetricValues(
    double? Accuracy, double? MacroF1, double? AurocOvrMacro, double? DisparateImpact, double? RecallRatio, double? RecallGap,
    double? Ece, double? Nll, double? Brier, double? ClassWiseEce, double? WorstRecall, double? WorstErrorShare,
    double? ExcessDisparateImpact)
{
    /// <summary>The values in the order of <see cref="FigureCatalogue.All"/>.</summary>
    public IReadOnlyList<double?> Values => [.. FigureCatalogue.All.Select(figure => figure.Value(this))];

    /// <summary>The metrics of predictions; of answers without scores what needs them is <see langword="null"/>.</summary>
    /// <param name="predictions">Labels and logits.</param>
    public static MetricValues Of(Predictions predictions)
    {
        var matrix = ConfusionMatrix.Of(predictions);
        var recall = Disparity.OfRecall(matrix);
        long[] images = [.. Enumerable.Range(0, matrix.Classes).Select(matrix.Support)];
        double? OfScores(Func<Predictions, double?> figure) => predictions.HasScores ? figure(predictions) : null;
        return new(
            matrix.Accuracy, matrix.PerClass.MacroF1, OfScores(Auroc.OneVsRestMacro), recall.DisparateImpact, recall.Ratio, recall.Gap,
            OfScores(of => Calibration.ExpectedCalibrationError(of)), OfScores(of => Calibration.NegativeLogLikelihood(of)),
            OfScores(of => Calibration.BrierScore(of)), OfScores(of => Calibration.ClassWise(of)), recall.Smallest, recall.WorstShare,
            recall.DisparateImpact - EqualRecall.DisparateImpact(images, matrix.Recall));
    }
}

using Reproduction.Metrics;

namespace Reproduction.Runs;

/// <summary>How good and how well calibrated answers are.</summary>
/// <param name="Nll">Mean negative log likelihood of the labels.</param>
/// <param name="Ece">Expected calibration error, 15 bins.</param>
/// <param name="Accuracy">Share of images predicted right.</param>
/// <param name="WorstRecall">The smallest recall of a class.</param>
public sealed record CalibrationFigures(double Nll, double Ece, double Accuracy, double? WorstRecall)
{
    internal static CalibrationFigures Of(Predictions answers) => new(
        Calibration.NegativeLogLikelihood(answers), Calibration.ExpectedCalibrationError(answers), (double)answers.Hits / answers.Count,
        Disparity.OfRecall(ConfusionMatrix.Of(answers)).Smallest);
}

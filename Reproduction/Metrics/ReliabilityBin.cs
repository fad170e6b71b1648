namespace Reproduction.Metrics;

/// <summary>
/// The images whose largest probability lies in one of the bins of <see cref="Calibration.ExpectedCalibrationError"/>: a point of a
/// reliability diagram (DeGroot and Fienberg, 1983; Guo et al., 2017).
/// </summary>
/// <param name="Images">How many.</param>
/// <param name="Confidence">The mean of their largest probabilities.</param>
/// <param name="Accuracy">The share that is classified rightly.</param>
public sealed record ReliabilityBin(int Images, double Confidence, double Accuracy)
{
    /// <summary>The bins that have images, from the lowest confidence to the highest.</summary>
    /// <param name="predictions">Labels and logits.</param>
    public static IReadOnlyList<ReliabilityBin> Of(Predictions predictions)
    {
        double Confidence(int image) => predictions.Probabilities(image)[predictions.Predicted[image]];
        bool IsRight(int image) => predictions.Predicted[image] == predictions.Labels[image];
        return
        [
            .. Enumerable.Range(0, predictions.Count).GroupBy(image => CalibrationBins.Bin(Confidence(image))).OrderBy(bin => bin.Key)
                .Select(bin => new ReliabilityBin(bin.Count(), bin.Average(Confidence), bin.Count(IsRight) / (double)bin.Count())),
        ];
    }
}

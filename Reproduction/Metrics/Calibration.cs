namespace Reproduction.Metrics;

/// <summary>
/// Whether a model's probabilities mean what they say, of the softmax of its logits in float64 or of those that a file gives.
/// </summary>
public static class Calibration
{
    /// <summary>Bins of the expected calibration error, as Guo et al. have them.</summary>
    public const int Bins = 15;

    /// <summary>
    /// Expected calibration error (Guo et al., "On Calibration of Modern Neural Networks", 2017): images are binned by their
    /// confidence, the largest probability; Σ over bins of (images in the bin / N) · |accuracy − mean confidence|.
    /// Bin m of 15 holds confidences in (m/15, (m+1)/15], so an edge belongs to the bin below it. scikit-learn has no such metric.
    /// </summary>
    /// <param name="predictions">Labels and logits.</param>
    public static double ExpectedCalibrationError(Predictions predictions) =>
        CalibrationBins.Error([CalibrationBins.OfConfidence(predictions)], predictions.Count);

    /// <summary>
    /// Class-wise calibration error (Kull et al., "Beyond temperature scaling", 2019): of every class, images are binned by its
    /// probability, right where it is the label; the mean over classes.
    /// </summary>
    /// <param name="predictions">Labels and logits.</param>
    public static double ClassWise(Predictions predictions) =>
        CalibrationBins.Error(Enumerable.Range(0, predictions.Classes).Select(c => CalibrationBins.OfClass(predictions, c)),
            predictions.Count);

    /// <summary>
    /// Mean negative log likelihood of the labels, natural logarithm, from log-softmax: of logits nothing is clipped. (scikit-learn's
    /// <c>log_loss</c> clips probabilities to [ε, 1 − ε]; the two agree unless a label has probability below ε. Given probabilities become
    /// logits, and those below ε = 2.2e-16 count as ε there too.)
    /// </summary>
    /// <param name="predictions">Labels and logits.</param>
    public static double NegativeLogLikelihood(Predictions predictions)
    {
        double sum = 0;
        for (var image = 0; image < predictions.Count; image++) sum += NegativeLogLikelihood(predictions, image);
        return sum / predictions.Count;
    }

    /// <summary>
    /// Brier score in its original form for several classes (Brier, "Verification of Forecasts Expressed in Terms of Probability",
    /// 1950): mean over images of Σ_c (p_c − [c is the label])², from 0 to 2. For two classes it is twice scikit-learn's
    /// <c>brier_score_loss</c>, which looks at one class only.
    /// </summary>
    /// <param name="predictions">Labels and logits.</param>
    public static double BrierScore(Predictions predictions)
    {
        double sum = 0;
        for (var image = 0; image < predictions.Count; image++) sum += BrierScore(predictions, image);
        return sum / predictions.Count;
    }

    internal static double NegativeLogLikelihood(Predictions predictions, int image) =>
        -Softmax.LogOf(predictions.Logits(image), predictions.Labels[image]);

    internal static double BrierScore(Predictions predictions, int image)
    {
        var probabilities = predictions.Probabilities(image);
        double sum = 0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var error = probabilities[c] - (c == predictions.Labels[image] ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }
}

using FsCheck.Xunit;
using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class CalibrationSpecs
{
    private const string Replay = "(20260103,7)";

    [Fact]
    public void The_calibration_error_of_four_images_worked_by_hand()
    {
        // Confidences 0.9, 0.92 (one right, one wrong: bin 14 of 15) and 0.6, 0.65 (both right: bin 9).
        var predictions = OfConfidences((0.9, true), (0.92, false), (0.61, true), (0.65, true));

        // |1 − 1.82|/4 + |2 − 1.26|/4.
        Calibration.ExpectedCalibrationError(predictions).Should().BeApproximately((0.82 + 0.74) / 4, 1e-12);
    }

    [Fact]
    public void Half_right_and_half_sure_is_perfectly_calibrated() =>
        Calibration.ExpectedCalibrationError(OfConfidences((0.5, true), (0.5, false))).Should().BeApproximately(0, 1e-15);

    [Fact]
    public void Sure_and_always_wrong_is_an_error_of_one() =>
        Calibration.ExpectedCalibrationError(new Predictions([1, 1], [100.0, 0, 100, 0], 2)).Should().BeApproximately(1, 1e-15);

    [Fact]
    public void Log_likelihood_and_Brier_score_of_two_images_worked_by_hand()
    {
        // Probabilities (3/4, 1/4) for a label 0 and (1/4, 3/4) for a label 0.
        var predictions = new Predictions([0, 0], [Math.Log(3), 0, 0, Math.Log(3)], 2);

        Calibration.NegativeLogLikelihood(predictions).Should().BeApproximately((Math.Log(4 / 3.0) + Math.Log(4)) / 2, 1e-15);
        Calibration.BrierScore(predictions).Should().BeApproximately((2 * 0.0625 + 2 * 0.5625) / 2, 1e-15);
    }

    [Fact]
    public void A_label_whose_probability_underflows_costs_its_logit_and_not_infinity() =>
        Calibration.NegativeLogLikelihood(new Predictions([1], [2000.0, 0], 2)).Should().Be(2000);

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool Every_score_lies_in_its_range_and_none_depends_on_a_shift_of_an_images_logits(int seed)
    {
        var predictions = Simulated.Predictions(images: 60, classes: 4, seed);
        var shifted = new Predictions(
            predictions.Labels.ToArray(),
            [.. Enumerable.Range(0, 60).SelectMany(i => predictions.Logits(i).ToArray().Select(z => z + i - 30))], 4);

        var (ece, nll, brier) = Scores(predictions);
        var (shiftedEce, shiftedNll, shiftedBrier) = Scores(shifted);

        return ece is >= 0 and <= 1 && nll >= 0 && brier is >= 0 and <= 2
            && Math.Abs(ece - shiftedEce) < 1e-9 && Math.Abs(nll - shiftedNll) < 1e-9 && Math.Abs(brier - shiftedBrier) < 1e-9;
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool The_calibration_error_is_the_mean_over_bins_of_a_count_made_otherwise(int seed)
    {
        var predictions = Simulated.Predictions(images: 200, classes: 3, seed);

        // Guo et al., equation 3, bin by bin.
        var expected = 0.0;
        for (var m = 1; m <= 15; m++)
        {
            var members = Enumerable.Range(0, 200)
                .Select(i =>
                    (Confidence: predictions.Probabilities(i).ToArray().Max(), Right: predictions.Predicted[i] == predictions.Labels[i]))
                .Where(image => image.Confidence > (m - 1) / 15.0 && image.Confidence <= m / 15.0).ToList();
            if (members.Count > 0)
                expected += members.Count / 200.0 * Math.Abs(members.Average(image => image.Right
                    ? 1.0
                    : 0) - members.Average(image => image.Confidence));
        }
        return Math.Abs(Calibration.ExpectedCalibrationError(predictions) - expected) < 1e-12;
    }

    private static (double Ece, double Nll, double Brier) Scores(Predictions predictions) => (
        Calibration.ExpectedCalibrationError(predictions), Calibration.NegativeLogLikelihood(predictions),
        Calibration.BrierScore(predictions));

    /// <summary>Two classes; the first is predicted with the given confidence, and is the label where that is right.</summary>
    private static Predictions OfConfidences(params (double Confidence, bool Right)[] images) => new(
        [.. images.Select(image => image.Right ? 0 : 1)],
        [.. images.SelectMany(image => new[] { Math.Log(image.Confidence / (1 - image.Confidence)), 0 })], 2);
}

using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Calibration errors, whose bins show an error by luck where they have none.</summary>
public sealed class BinnedErrorsSpecs
{
    [Fact]
    public void A_bin_away_from_zero_moves_with_its_sign_and_one_near_it_only_down()
    {
        // The first bin is 0.3 with deviations of 0.01; the second 0.01 with deviations of 0.02: it may be 0.
        var errors = new BinnedErrors(resamples: 2, image: 1e-9);
        errors.Add(-0.3, [-0.31, -0.29]);
        errors.Add(0.01, [0.03, -0.01]);
        var of = errors.Figure(images: 1_000_000_000);

        // Plain: 0.34 and 0.30. Mirrored: 0.31 − 0.01 − 0.02 and 0.31 + 0.01 − 0.02.
        var interval = of.Interval()!.Value;
        interval.High.Should().BeApproximately(0.34 - 0.025 * 0.04, 1e-9);
        interval.Low.Should().BeApproximately(0.28 + 0.025 * 0.02, 1e-9);
        of.Debiased.Should().BeApproximately(2 * 0.31 - 0.32, 1e-12);
    }

    [Fact]
    public void What_a_bin_lacks_may_be_luck_where_no_resample_shows_the_event()
    {
        // Ten images sure by 0.02 and never wrong: half an image is lacking.
        var errors = new BinnedErrors(resamples: 2, image: 0.05);
        errors.Add(0.01, [0.01, 0.0102]);

        errors.Figure(images: 20).Interval()!.Value.Low.Should().Be(0);
    }

    [Fact]
    public void The_class_wise_calibration_error_is_that_of_a_count_made_otherwise()
    {
        var predictions = Written();

        Calibration.ClassWise(predictions).Should().BeApproximately(GoldenValues.Json("intervals", "class_wise_ece").GetDouble(), 1e-12);
    }

    [Fact]
    public void The_interval_of_a_calibrated_models_error_holds_no_error()
    {
        // Two confidences, of each of which exactly that share is right in the long run. Percentiles hold 0 in none of these.
        var held = Enumerable.Range(0, 40).Count(repetition =>
        {
            var random = new Random(repetition);
            var labels = new int[400];
            var logits = new double[800];
            for (var image = 0; image < 400; image++)
            {
                var confidence = new[] { 0.6, 0.7, 0.8, 0.9 }[image % 4];
                labels[image] = random.NextDouble() < confidence ? 0 : 1;
                logits[2 * image] = Math.Log(confidence / (1 - confidence));
            }
            return Bootstrap.Of(new(labels, logits, 2), 200).Intervals()[6]!.Value.Contains(0);
        });

        held.Should().BeGreaterThanOrEqualTo(34);
    }

    private static Predictions Written()
    {
        var labels = WrittenRule.Integers("intervals/labels", 700, 5);
        var logits = WrittenRule.Uniform("intervals/logits", 3500, -3, 3);
        return new([.. labels.Select(label => (int)label)], logits, 5);
    }
}

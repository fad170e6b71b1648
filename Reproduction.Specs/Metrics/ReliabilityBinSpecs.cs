using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class ReliabilityBinSpecs
{
    [Fact]
    public void The_mean_distance_from_the_diagonal_is_the_expected_calibration_error()
    {
        var predictions = Simulated.Predictions(images: 500, classes: 5, seed: 11);

        var bins = ReliabilityBin.Of(predictions);

        bins.Sum(bin => bin.Images).Should().Be(500);
        bins.Sum(bin => bin.Images * Math.Abs(bin.Accuracy - bin.Confidence) / 500)
            .Should().BeApproximately(Calibration.ExpectedCalibrationError(predictions), 1e-12);
        bins.Select(bin => bin.Confidence).Should().BeInAscendingOrder();
    }

    [Fact]
    public void A_bin_has_its_images_mean_confidence_and_the_share_that_is_right()
    {
        // softmax(ln 3, 0) = (3/4, 1/4): three images at 0.75, two of them right.
        var sure = Math.Log(3);
        var predictions = new Predictions([0, 0, 1], [sure, 0, sure, 0, sure, 0], 2);

        var bin = ReliabilityBin.Of(predictions).Should().ContainSingle().Which;

        bin.Images.Should().Be(3);
        bin.Confidence.Should().BeApproximately(0.75, 1e-15);
        bin.Accuracy.Should().BeApproximately(2 / 3.0, 1e-15);
    }
}

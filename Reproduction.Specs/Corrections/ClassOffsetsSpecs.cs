using Reproduction.Corrections;
using Reproduction.Metrics;

namespace Reproduction.Specs.Corrections;

/// <summary>Offsets of classes on a handful of images, where the best ones can be seen.</summary>
public sealed class ClassOffsetsSpecs
{
    /// <summary>
    /// Of 200 images two of class 0 have to be given up for one of class 1: one hit less, half a percent. The thresholds of class 0 are
    /// −9, −2, −1 and 5, and the best offset lies halfway between the first two.
    /// </summary>
    [Fact]
    public void Exactly_half_a_percent_of_the_images_may_be_lost()
    {
        var answers = Of([
            .. Enumerable.Repeat((0, new[] { 9.0, 0 }), 188), (0, [1, 0]), (0, [1, 0]), (1, [2, 0]),
            .. Enumerable.Repeat((1, new[] { 0, 5.0 }), 9),
        ]);

        var offsets = ClassOffsets.Of(answers);

        offsets.Should().Equal(-5.5, 0);
        var corrected = LogitCorrection.ByOffsets(offsets).Of(answers);
        corrected.Hits.Should().Be(answers.Hits - 1);
        Disparity.OfRecall(ConfusionMatrix.Of(corrected)).Smallest.Should().Be(188 / 190.0);
    }

    [Fact]
    public void One_more_than_that_may_not()
    {
        var answers = Of([
            .. Enumerable.Repeat((0, new[] { 9.0, 0 }), 187), (0, [1, 0]), (0, [1, 0]), (0, [1, 0]), (1, [2, 0]),
            .. Enumerable.Repeat((1, new[] { 0, 5.0 }), 9),
        ]);

        ClassOffsets.Of(answers).Should().Equal(0, 0);
    }

    /// <summary>Two images of different classes change at one threshold: no offset gets the one right and leaves the other.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Images_that_change_at_one_threshold_change_together(int first, int second) =>
        ClassOffsets.Of(Of([(first, [1, 0]), (second, [1, 0]), (0, [5, 0]), (1, [0, 5])])).Should().Equal(0, 0);

    /// <summary>Class 0 lowered, the second image falls to 1, the lower of two equal ones: thresholds −9 and −4.</summary>
    [Fact]
    public void Of_equal_rivals_the_lowest_is_what_is_predicted() =>
        ClassOffsets.Of(Of([(0, [9, 0, 0]), (1, [5, 1, 1]), (1, [0, 9, 0]), (2, [0, 0, 9])])).Should().Equal(-6.5, 0, 0);

    private static Predictions Of((int Label, double[] Logits)[] images) => new(
        [.. images.Select(image => image.Label)], [.. images.SelectMany(image => image.Logits)], images[0].Logits.Length);
}

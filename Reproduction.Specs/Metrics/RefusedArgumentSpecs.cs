using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

/// <summary>What is no set of predictions is refused before anything is computed of it, in words that say what is wrong.</summary>
public sealed class RefusedArgumentSpecs
{
    [Fact]
    public void Predictions_of_fewer_than_two_classes_are_refused() =>
        Refused(() => new Predictions([0], [1.0], 1), "1 classes, expected at least 2.");

    [Fact]
    public void Predictions_of_no_image_are_refused() => Refused(() => new Predictions([], Array.Empty<double>(), 2), "No image.");

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Logits_that_are_not_one_for_each_image_and_class_are_refused(int logits) =>
        Refused(() => new Predictions([0, 1], new double[logits], 2), $"{logits} logits are not 2×2.");

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_that_is_no_class_is_refused(int label) =>
        Refused(() => new Predictions([0, label], new double[4], 2), $"Label {label} is not one of 2 classes.");

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(1e39, "1E+39")]
    public void A_logit_that_is_no_finite_float32_is_refused(double logit, string shown) =>
        Refused(() => new Predictions([0, 1], [0, logit, 0, 0], 2), $"A logit is {shown}, expected a finite float32.");

    [Fact]
    public void Scores_that_are_not_one_for_each_image_and_class_are_refused() =>
        Refused(() => Auroc.OneVsRest([0, 1], [1.0, 2, 3], 2), "3 scores are not 2×2.");

    [Fact]
    public void A_confusion_matrix_is_square()
    {
        Refused(() => new ConfusionMatrix(new long[2, 3]), "2×3 counts, expected a square of at least two classes.");
        Refused(() => new ConfusionMatrix(new long[1, 1]), "1×1 counts, expected a square of at least two classes.");
    }

    [Fact]
    public void A_confusion_matrix_has_no_negative_counts() =>
        Refused(() => new ConfusionMatrix(new long[,] { { 1, 2 }, { -3, 4 } }), "-3 images of class 1 taken for 0.");

    [Fact]
    public void A_report_needs_a_name_for_each_class()
    {
        var report = ClassificationReport.Of(new ConfusionMatrix(new long[,] { { 1, 0 }, { 0, 1 } }));

        Refused(() => report.ToText(["cat"]), "1 names for 2 classes.");
        Refused(() => report.ToText(["cat", "dog", "frog"]), "3 names for 2 classes.");
    }

    [Fact]
    public void What_is_not_finite_is_not_printed_as_a_number()
    {
        Refused(() => PrintedNumber.Fixed(double.NaN, 2), "Not a finite number.");
        Refused(() => PrintedNumber.Fixed(double.PositiveInfinity, 2), "Not a finite number.");
        Refused(() => PrintedNumber.Fixed(1, -1), "*negative*");
    }

    private static void Refused(Func<object> making, string message) =>
        making.Should().Throw<ArgumentException>().WithMessage($"{message}*");
}

using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class ClassificationReportSpecs
{
    /// <summary>Ten images worked by hand: of 4 cats 3 are found, of 4 dogs 2, of 2 owls none, and nothing is taken for an owl.</summary>
    private static readonly ConfusionMatrix ByHand = new(new long[,] { { 3, 1, 0 }, { 2, 2, 0 }, { 1, 1, 0 } });

    [Fact]
    public void Precision_recall_and_F1_of_a_table_worked_by_hand()
    {
        var report = ClassificationReport.Of(ByHand);

        report.Accuracy.Should().Be(0.5);
        report.Classes[0].Should().Be(new ClassScores(3 / 6.0, 3 / 4.0, 0.6, 4));
        report.Classes[1].Should().Be(new ClassScores(2 / 4.0, 2 / 4.0, 0.5, 4));
        report.MacroAverage.Recall.Should().BeApproximately(1.25 / 3, 1e-15);
        report.MacroAverage.F1.Should().BeApproximately(1.1 / 3, 1e-15);
        report.WeightedAverage.Recall.Should().BeApproximately(0.5, 1e-15);
        report.WeightedAverage.Precision.Should().BeApproximately(0.4, 1e-15);
    }

    [Fact]
    public void A_class_never_predicted_has_precision_zero_as_in_scikit_learn() =>
        ClassificationReport.Of(ByHand).Classes[2].Should().Be(new ClassScores(0, 0, 0, 2));

    [Fact]
    public void A_confusion_matrix_calls_undefined_what_has_no_denominator()
    {
        var matrix = new ConfusionMatrix(new long[,] { { 3, 0, 0 }, { 1, 0, 0 }, { 0, 0, 0 } });

        matrix.Precision(1).Should().BeNull("nothing was taken for the class");
        matrix.Recall(1).Should().Be(0);
        matrix.F1(1).Should().Be(0);
        matrix.Recall(2).Should().BeNull("the class has no images");
        matrix.F1(2).Should().BeNull("it neither occurs nor is predicted");
    }

    [Theory]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(0.985, 2, "0.98")]
    [InlineData(0.995, 2, "0.99")]
    [InlineData(0.5, 0, "0")]
    [InlineData(1.5, 0, "2")]
    [InlineData(1, 2, "1.00")]
    [InlineData(0, 3, "0.000")]
    [InlineData(-0.25, 1, "-0.2")]
    [InlineData(5e-324, 3, "0.000")]
    [InlineData(0.1, 20, "0.10000000000000000555")]
    [InlineData(1e22, 1, "10000000000000000000000.0")]
    public void A_figure_is_rounded_as_printf_rounds_it(double value, int digits, string printed) =>
        PrintedNumber.Fixed(value, digits).Should().Be(printed);
}

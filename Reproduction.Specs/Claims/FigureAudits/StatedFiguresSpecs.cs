using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Confusion matrices with figures in lines of their own or H2O's errors: [[41, 5, 4], [3, 57, 10], [6, 2, 22]].</summary>
public sealed class StatedFiguresSpecs
{
    private const string Matrix = "C =\n\n    41     5     4\n     3    57    10\n     6     2    22\n\n";

    // 120 of 150; a mean of the F1s 0.82, 0.851 and 0.667 of 0.779.
    [Theory]
    [InlineData("accuracy = 0.8000\n", "0.8000", "0.8100")]
    [InlineData("accuracy =\n\n    0.8000\n", "0.8000", "0.8100")]
    [InlineData("Overall accuracy: 80.0%\n", "80.0", "81.0")]
    [InlineData("Accuracy: 80\n", "80", "81")]
    [InlineData("accuracy = 0.8000\nCohen's kappa = 0.6884\n", "0.6884", "0.7000")]
    [InlineData("F1 (macro): 0.779\n", "0.779", "0.900")]
    // As beside a table.
    [InlineData("- Accuracy: 0.800\n", "0.800", "0.810")]
    [InlineData("**Accuracy:** 0.800\n", "0.800", "0.810")]
    [InlineData("Accuracy (%): 80.0\n", "80.0", "81.0")]
    [InlineData("Error rate (%): 20.0\n", "20.0", "21.0")]
    [InlineData("Accuracy: 0.800, kappa: 0.688.\n", "0.688", "0.788")]
    [InlineData("| Kappa | 0.688 |\n", "0.688", "0.788")]
    [InlineData("Kappa 0.6884\n", "0.6884", "0.7884")]
    [InlineData("Kappa: 68.84\n", "68.84", "78.84")]
    public void Beside_a_matrix_alone_a_line_that_states_a_figure_is_of_it(string lines, string right, string wrong)
    {
        Verdict(Matrix + lines).Should().Be(Possibility.Consistent);
        Verdict(lines + "\n" + Matrix).Should().Be(Possibility.Consistent);
        Verdict(Matrix + lines.Replace(right, wrong, StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("train accuracy = 0.9900\n")]
    [InlineData("loss = 0.4000\n")]
    [InlineData("accuracy = 0.9900\naccuracy = 0.8000\n")]
    [InlineData("Epoch 3: accuracy = 0.9900, loss = 0.1\n")]
    public void Lines_that_state_something_else_or_two_figures_of_one_name_are_not_judged(string lines) =>
        Refusal(Matrix + lines).Should().Contain("a confusion matrix and no figures, expected --claim NAME=VALUE");

    /// <summary>Of [[50, 5], [10, 35]]: 85 of 100.</summary>
    private const string OfTwo = "[[50  5]\n [10 35]]\n";

    [Theory]
    // Of a training, another cell's heading, a mean over folds, an annotator.
    [InlineData("Training set\nAccuracy: 0.99\n\nTest set\n" + OfTwo, "Accuracy = 0.99 (line 2)")]
    [InlineData("Majority class\nAccuracy: 0.55\n\n" + OfTwo, "Accuracy = 0.55 (line 2)")]
    [InlineData("Accuracy: 0.55\n\nSupport vector machine\n" + OfTwo, "Accuracy = 0.55 (line 1)")]
    [InlineData("5-fold cross-validation, mean over folds\nAccuracy: 0.8447\n\nPooled confusion matrix\n" + OfTwo,
        "Accuracy = 0.8447 (line 2)")]
    // An error below 1 % and one that is a share, an average of classes of which one has no images, errors with weights.
    [InlineData("[[9915   85]\n [  50  950]]\nSensitivity: 95.00\nFPR: 0.85\n", "Sensitivity = 95.00 (line 3), FPR = 0.85 (line 4)")]
    [InlineData("[[50  0  5]\n [ 0  0  0]\n [10  0 35]]\nBalanced accuracy: 0.8434\n", "Balanced accuracy = 0.8434 (line 4)")]
    // The F1s of the two classes that occur are 100/115 and 70/85.
    [InlineData("[[50  0  5]\n [ 0  0  0]\n [10  0 35]]\nMacro F1: 0.8465\n", "Macro F1 = 0.8465 (line 4)")]
    [InlineData(OfTwo + "Weighted kappa: 0.6302\n", "Weighted kappa = 0.6302 (line 3)")]
    public void Figures_that_may_be_of_something_else_are_named_where_nothing_is_judged(string paste, string named) =>
        Refusal(paste).Should().Contain("a confusion matrix and no figures").And.EndWith($"; not judged: {named}");

    [Theory]
    // Bits, a statistic of a test, and of three classes no precision is the one.
    [InlineData("precision: 16\n\n" + OfTwo + "Accuracy: 0.85\n", "precision = 16 (line 1)")]
    [InlineData(OfTwo + "Accuracy: 0.85\nF = 4.53\n", "F = 4.53 (line 4)")]
    [InlineData("[[41  5  4]\n [ 3 57 10]\n [ 6  2 22]]\nAccuracy: 0.80\nPrecision: 0.12\n", "Precision = 0.12 (line 5)")]
    [InlineData("[[4950   50]\n [  35 4965]]\nAccuracy: 99.15\nError rate: 0.85\n", "Error rate = 0.85 (line 4)")]
    [InlineData("[[41  5  4]\n [ 3 57 10]\n [ 6  2 22]]\nAccuracy: 0.80\nMacro accuracy: 0.7892\n", "Macro accuracy = 0.7892 (line 5)")]
    public void Beside_one_that_is_judged_others_are_named(string paste, string named)
    {
        var audit = Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
    }

    [Fact]
    public void An_accuracy_and_the_error_that_is_missing_to_1_are_two_figures()
    {
        Verdict(OfTwo + "Accuracy: 0.85\nError rate: 0.15\nKappa: 0.6939\n").Should().Be(Possibility.Consistent);
        Verdict(OfTwo + "Accuracy: 0.99\nError rate: 0.01\nKappa: 0.6939\n").Should().Be(Possibility.Impossible);
    }

    // Precisions of 50/60 and 35/40, recalls of 50/55 and 35/45, F1s of 100/115 and 70/85; 55 and 45 images.
    [Theory]
    [InlineData("Precision: 0.8521\nRecall: 0.8500\nF1: 0.8488\n", Possibility.Consistent)]
    [InlineData("Precision: 0.8542\nRecall: 0.8434\nF1: 0.8465\n", Possibility.Consistent)]
    [InlineData("Precision: 0.8750\nRecall: 0.7778\nF1: 0.8235\n", Possibility.Consistent)]
    [InlineData("Precision: 0.5000\n", Possibility.Impossible)]
    public void Of_two_classes_what_names_none_may_be_an_average(string lines, Possibility expected) =>
        Verdict(OfTwo + "Accuracy: 0.8500\n" + lines).Should().Be(expected);

    [Fact]
    public void Beside_claims_they_are_other_text() =>
        Verdict(Matrix + "accuracy = 0.9000\n", claims: ["accuracy=0.80"]).Should().Be(Possibility.Consistent);

    private const string Multinomial = "Confusion Matrix: Row labels: Actual class; Column labels: Predicted class\n"
        + "        cat    dog    bird    Error     Rate\n-----  -----  -----  ------  -------  --------\n"
        + "cat     41     5      4      0.18      9 / 50\ndog     3      57     10     0.185714  13 / 70\n"
        + "bird    6      2      22     0.266667  8 / 30\n        50     64     36     0.2       30 / 150\n";

    [Fact]
    public void The_errors_at_the_margin_of_H2Os_matrix_are_held_against_it()
    {
        var audit = Audit(Multinomial);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Question.Supports.Should().Equal(50, 70, 30);
        // An error and a rate of each class, and all errors.
        audit.Question.Claims.Should().HaveCount(7);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    // 9, 13 and 8 errors are 30 of 150.
    [InlineData("0.18 ", "0.17 ")]
    [InlineData("0.185714", "0.195714")]
    [InlineData("0.2  ", "0.3  ")]
    [InlineData("13 / 70", "12 / 70")]
    [InlineData("30 / 150", "9 / 150")]
    [InlineData("30 / 150", "31 / 150")]
    public void An_error_that_the_matrix_does_not_make_is_impossible(string right, string wrong) =>
        Verdict(Multinomial.Replace(right, wrong, StringComparison.Ordinal)).Should().Be(Possibility.Impossible);

    [Fact]
    public void A_rate_of_other_images_than_the_matrix_has_is_named_and_not_judged() =>
        Audit(Multinomial.Replace("30 / 150", "30 / 151", StringComparison.Ordinal)).Figures.Notes.Should()
            .Contain("not judged: rate of all");

    /// <summary>[[41, 9], [13, 57]], 22 errors of 120.</summary>
    [Fact]
    public void H2Os_rates_are_read_as_R_prints_them()
    {
        const string matrix = "        cat dog    Error     Rate\ncat     41   9 0.180000    =9/50\ndog     13  57 0.185714   =13/70\n"
            + "Totals  54  66 0.183333  =22/120\n";

        Audit(matrix).Question.Supports.Should().Equal(50, 70);
        Verdict(matrix).Should().Be(Possibility.Consistent);
        Verdict(matrix.Replace("=22/120", "=21/120", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
        Verdict(matrix.Replace("=13/70", "=12/70", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }

    [Theory]
    // [[100, 20], [10, 70]], as text and as a table between bars.
    [InlineData("       0    1    Error   Rate\n-----  ---  ---  ------  ------------\n0      100  20   0.1667  (20.0/120.0)\n"
        + "1      10   70   0.125   (10.0/80.0)\nTotal  110  90   0.15    (30.0/200.0)\n")]
    [InlineData("|  | 0 | 1 | Error | Rate |\n|---|---|---|---|---|\n| 0 | 100.0 | 20.0 | 0.1667 | (20.0/120.0) |\n"
        + "| 1 | 10.0 | 70.0 | 0.125 | (10.0/80.0) |\n| Total | 110.0 | 90.0 | 0.15 | (30.0/200.0) |\n")]
    public void H2Os_matrix_of_two_classes_is_read(string matrix)
    {
        var audit = Audit("Confusion Matrix (Act/Pred) for max f1 @ threshold = 0.35:\n" + matrix);

        audit.Figures.ClassNames.Should().Equal("0", "1");
        audit.Question.Supports.Should().Equal(120, 80);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Verdict(matrix.Replace("0.125", "0.135", StringComparison.Ordinal)).Should().Be(Possibility.Impossible);
    }
}

using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// The four counts of a test by their names: of 43 positives 40 were hit and of 57 negatives 5 taken for positive. Accuracy 92/100,
/// precision 40/45, recall 40/43, F1 80/88, specificity 52/57.
/// </summary>
public sealed class OutcomeCountsSpecs
{
    private const string Figures = "\nAccuracy: 0.92\nPrecision: 0.889\nRecall: 0.930\nF1: 0.909\nSpecificity: 0.912\n";

    [Theory]
    [InlineData("TP = 40, FP = 5, FN = 3, TN = 52\n")]
    [InlineData("Confusion matrix: TP=40 FP=5 FN=3 TN=52\n")]
    [InlineData("True Positives: 40\nTrue Negatives: 52\nFalse Positives: 5\nFalse Negatives: 3\n")]
    [InlineData("- **True Positives (TP)**: 40\n- **False Positives (FP)**: 5\n- **False Negatives (FN)**: 3\n"
        + "- **True Negatives (TN)**: 52\n")]
    [InlineData("[TP 40 | FP 5]\n[FN 3 | TN 52]\n")]
    [InlineData("| | Predicted positive | Predicted negative |\n|---|---|---|\n| Actual positive | TP = 40 | FN = 3 |\n"
        + "| Actual negative | FP = 5 | TN = 52 |\n")]
    [InlineData("TP,FP,FN,TN\n40,5,3,52\n")]
    [InlineData("| TP | FP | FN | TN |\n|---|---|---|---|\n| 40 | 5 | 3 | 52 |\n")]
    [InlineData("   TP  FP  FN  TN\n0  40   5   3  52\n")]
    public void Figures_beside_them_are_held_against_the_counts(string counts)
    {
        var audit = Audit(counts + Figures);

        audit.Figures.ClassNames.Should().Equal("negative", "positive");
        audit.Question.Supports.Should().Equal(57, 43);
        audit.Question.Claims.Should().HaveCount(5);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        // 39 of 45 are 0.867, and no average of the two precisions is 0.867.
        Audit(counts + Figures.Replace("0.889", "0.867", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit(counts + Figures.Replace("0.92", "0.93", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("TP,FP,FN,TN,Precision,Recall\n40,5,3,52,0.889,0.930\n")]
    [InlineData("| Model | TP | FP | FN | TN | Precision | Recall |\n|---|---|---|---|---|---|---|\n"
        + "| ours | 40 | 5 | 3 | 52 | 0.889 | 0.930 |\n")]
    public void Figures_in_their_row_are_of_them(string table)
    {
        Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(table.Replace("0.930", "0.950", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void The_positive_class_is_the_one_that_is_hit()
    {
        // 52 of 55 that were taken for negative: the precision of the other class.
        Audit("TP = 40, FP = 5, FN = 3, TN = 52\nPrecision: 0.945\n").Answer.Possibility.Should().Be(Possibility.Impossible);
        Audit("TP = 40, FP = 5, FN = 3, TN = 52\nNPV: 0.945\n").Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void Claims_are_held_against_them()
    {
        Audit("TP = 40, FP = 5, FN = 3, TN = 52\n", claims: ["sensitivity=0.930"]).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit("TP = 40, FP = 5, FN = 3, TN = 52\n", claims: ["sensitivity=0.950"]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_micro_average_below_them_is_a_figure_of_theirs() =>
        Audit("TP = 40, FP = 5, FN = 3, TN = 52\nMicro F1: 0.92\n").Answer.Possibility.Should().Be(Possibility.Consistent);

    [Fact]
    public void Without_figures_they_are_refused() =>
        Refusal("TP = 40, FP = 5, FN = 3, TN = 52\n").Should().Contain(":1: a confusion matrix and no figures, expected --claim");

    [Theory]
    // Three of the four, two sets of them, one class of many, all added up, shares, numbers before and in a row.
    [InlineData("TP = 40, FP = 5, FN = 3\nPrecision: 0.889\n")]
    [InlineData("TP = 40, FP = 5, FN = 3, TN = 52\nTP = 41, FP = 5, FN = 2, TN = 52\nPrecision: 0.889\n")]
    [InlineData("Class: cat\nTP = 40, FP = 5, FN = 3, TN = 52\nAccuracy: 0.80\n")]
    [InlineData("cat: TP = 40, FP = 5, FN = 3, TN = 52\nAccuracy: 0.92\n")]
    [InlineData("Micro-averaged counts:\nTP = 120, FP = 30, FN = 30, TN = 270\nAccuracy: 0.80\n")]
    [InlineData("| | TP | FP | FN | TN | Accuracy |\n|---|---|---|---|---|---|\n| Total | 120 | 30 | 30 | 270 | 0.80 |\n")]
    [InlineData("TP: 40%, FP: 5%, FN: 3%, TN: 52%\nAccuracy: 0.92\n")]
    [InlineData("tn, fp, fn, tp = 52, 5, 3, 40\nAccuracy: 0.92\n")]
    [InlineData("TN 52 60\nFP 5 7\nFN 3 4\nTP 40 41\nAccuracy: 0.92\n")]
    [InlineData("| TP | FP | FN | TN |\n|---|---|---|---|\n| 40 | 5 | 3 | 52 |\n| 41 | 5 | 2 | 52 |\n\nAccuracy: 0.92\n")]
    [InlineData("| Class | TP | FP | FN | TN |\n|---|---|---|---|---|\n| cat | 40 | 5 | 3 | 52 |\n\nAccuracy: 0.92\n")]
    public void Of_what_may_be_others_nothing_is_judged(string paste) => Refusal(paste).Should().Contain("expected the header");

    [Fact]
    public void Beside_a_table_they_are_other_text()
    {
        var audit =
            Audit("precision recall f1-score support\ncat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.83 6\n\nTP = 5, FP = 1, FN = 1, TN = 2\n");

        audit.Matrix.Should().BeNull();
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }
}

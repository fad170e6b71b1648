using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Answers;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Tables with hits and errors beside the scores: of 4 cats 3 were seen, of 6 owls 5, and 2 others taken for owls.</summary>
public sealed class CountColumnsSpecs
{
    private const string Titles = "| Class | TP | FP | FN | Precision | Recall | F1 |\n|---|---|---|---|---|---|---|\n";
    private const string Table = Titles + "| cat | 3 | 1 | 1 | 0.75 | 0.75 | 0.75 |\n| owl | 5 | 3 | 1 | 0.625 | 0.83 | 0.71 |\n";

    [Fact]
    public void Hits_and_misses_are_the_images_of_a_class_and_all_counts_are_held_against_its_scores()
    {
        var audit = PastedTable.Audit(Table);

        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Answer.Witness!.Predicted(1).Should().Be(8);
    }

    [Fact]
    public void A_score_that_its_own_counts_do_not_give_is_impossible()
    {
        var audit = PastedTable.Audit(Table.Replace("| 5 | 3 | 1 | 0.625", "| 5 | 2 | 1 | 0.625", StringComparison.Ordinal));

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.Answer.Reasons.Should().Equal(
            "these counts make precision[owl] 0.71429, not 0.625.", "these counts make f1[owl] 0.7692, not 0.71.");
    }

    [Fact]
    public void Titles_without_spaces_are_those_of_KNIME()
    {
        const string knime =
            "RowID\tTruePositives\tFalsePositives\tTrueNegatives\tFalseNegatives\tRecall\tPrecision\tSensitivity\tSpecificity"
            + "\tF-measure\tAccuracy\tCohen's kappa\ncat\t3\t1\t5\t1\t0.75\t0.75\t0.75\t0.833\t0.75\t?\t?\nowl\t5\t1\t3\t1\t0.833\t0.833\t0.833"
            + "\t0.75\t0.833\t?\t?\nOverall\t?\t?\t?\t?\t?\t?\t?\t?\t?\t0.8\t0.583\n";

        PastedTable.Audit(knime).Question.Supports.Should().Equal(4, 6);
        PastedTable.Audit(knime).Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Audit(knime.Replace("cat\t3", "cat\t2", StringComparison.Ordinal)).Answer.Possibility
            .Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void False_positives_are_as_many_as_false_negatives_where_all_classes_are_shown()
    {
        const string closed =
            "| Class | TP | FP | Precision | Recall | Support |\n|---|---|---|---|---|---|\n| cat | 3 | 1 | 0.75 | 0.75 | 4 |\n"
            + "| owl | 5 | 1 | 0.83 | 0.83 | 6 |\n| accuracy | | | | 0.80 | 10 |\n";

        PastedTable.Audit(closed).Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Audit(closed.Replace("| 5 | 1 | 0.83", "| 5 | 3 | 0.63", StringComparison.Ordinal)).Figures.Notes.Should()
            .Contain("not judged: TP, FP, which no table that shows all classes can have");
    }

    [Fact]
    public void A_confusion_matrix_beside_them_has_to_have_the_same_hits()
    {
        // 78 and 77 of 100 are both 0.8.
        const string coarse =
            "| Class | TP | FP | FN | Precision | Recall |\n|---|---|---|---|---|---|\n| cat | 78 | 20 | 22 | 0.8 | 0.8 |\n"
            + "| owl | 80 | 22 | 20 | 0.8 | 0.8 |\n\n";

        PastedTable.Audit(coarse + "[[78 22]\n [20 80]]\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        var other = PastedTable.Audit(coarse + "[[77 23]\n [20 80]]\n");

        other.Answer.Possibility.Should().Be(Possibility.Impossible);
        other.Answer.Reasons.Should().Equal("the confusion matrix at line 6 has 77 hits of cat, the count of TP, FP, FN 78.");
        other.OtherRules.Should().OnlyContain(rule => rule.Possibility == Possibility.Impossible);
        var text = new StringWriter();
        FiguresAuditText.Write(other, text);
        text.ToString().Should().Contain("nothing clashes but the confusion matrix at line 6 and the table's counts");
    }

    [Fact]
    public void A_confusion_matrix_beside_them_has_to_print_the_scores_too() =>
        PastedTable.Audit(
            "[[2 2]\n [1 5]]\n\n" + Titles + "| cat | 3 | 1 | 1 | 0.75 | 0.75 | 0.75 |\n| owl | 5 | 1 | 1 | 0.83 | 0.83 | 0.83 |\n")
            .Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void Where_they_fit_no_table_each_score_of_a_class_still_has_to_be_theirs()
    {
        const string odd = Titles
            + "| cat | 50 | 40 | 2 | 0.56 | 0.96 | 0.70 |\n| owl | 45 | 2 | 5 | 0.96 | 0.90 | 0.93 |\n| accuracy | | | | | 0.93 | |\n";

        PastedTable.Audit(odd).Figures.Notes.Should().Contain("not judged: TP, FP, FN, which no table that shows all classes can have");
        PastedTable.Audit(odd.Replace("0.56", "0.96", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Sums_over_folds_beside_means_over_folds_are_said_to_be_so() =>
        PastedTable.Audit("Counts over 5 folds, scores their means\n\n" + Table.Replace("0.625", "0.63", StringComparison.Ordinal)
                .Replace("0.83 |", "0.81 |", StringComparison.Ordinal)).Figures.Notes.Should().Contain(note => note.Contains("--folds"));

    [Fact]
    public void Hits_and_misses_that_are_not_the_images_are_refused() =>
        PastedTable.Refusal("| Class | TP | FP | FN | P | R | n |\n|---|---|---|---|---|---|---|\n| cat | 3 | 1 | 1 | 0.75 | 0.75 | 5 |\n"
            + "| owl | 5 | 3 | 1 | 0.63 | 0.83 | 6 |\n").Should()
            .Match("*:3: support 5 of 'cat', expected the sum of its 3 true positives and its false negatives");
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Confusion matrices with sums beside them or of another model beside the table of [[50, 2], [3, 45]]: precisions 50/53 and 45/47, recalls
/// 50/52 and 45/48, F1 100/105 and 90/95, and 95 of 100 right.
/// </summary>
public sealed class MatricesOfOthersSpecs
{
    private const string Cat = "| cat | 0.943 | 0.962 | 0.952 |";
    private const string Owl = "| owl | 0.957 | 0.938 | 0.947 |";
    private const string WithoutImages =
        "| Class | Precision | Recall | F1 |\n|---|---|---|---|\n" + Cat + "\n" + Owl + "\n| Accuracy | | | 0.950 |\n\n";

    private const string WithImages = Titles + Cat + " 52 |\n" + Owl + " 48 |\n| Accuracy | | | 0.950 | 100 |\n\n";

    /// <summary>Of 100 and 200 images 80 and 170 are right: a precision of 80/110, a recall of 80/100 and so on.</summary>
    private const string OfOthers = "[[ 80  20]\n [ 30 170]]\n";

    [Theory]
    [InlineData("[[50 2 52]\n [3 45 48]\n [53 47 100]]\n")]
    [InlineData("50 2 52\n3 45 48\n53 47 100\n")]
    [InlineData("50 3 53\n2 45 47\n52 48 100\n")]
    public void A_last_row_and_column_that_are_the_sums_of_the_others_are_no_class(string matrix)
    {
        foreach (var table in new[] { WithImages, WithoutImages })
        {
            var audit = Audit(table + matrix);

            audit.Question.Supports.Should().Equal(52, 48);
            audit.Answer.Possibility.Should().Be(Possibility.Consistent);
            audit.Matrix!.Agrees.Should().BeTrue();
            // 100/105 is 0.952.
            Audit(table.Replace("0.952", "0.953", StringComparison.Ordinal) + matrix).Answer.Possibility.Should()
                .Be(Possibility.Impossible);
        }
    }

    /// <summary>[[1, 1, 2], [1, 1, 2], [2, 2, 4]]: precision, recall and F1 are 1/4, 1/4 and 4/8, and 6 of 16 are right.</summary>
    [Fact]
    public void They_are_one_where_the_table_has_so_many_classes()
    {
        const string table = Titles + "| a | 0.25 | 0.25 | 0.25 | 4 |\n| b | 0.25 | 0.25 | 0.25 | 4 |\n| c | 0.50 | 0.50 | 0.50 | 8 |\n\n";

        Audit(table + "[[1 1 2]\n [1 1 2]\n [2 2 4]]\n", lastLine: "class").Matrix!.Agrees.Should().BeTrue();
    }

    [Fact]
    public void A_table_without_images_has_none_of_a_matrix_that_prints_most_of_its_figures_otherwise()
    {
        Refusal(WithoutImages + OfOthers).Should().EndWith(
            ":3: no support of 'cat', expected it in the table or as --support; the confusion matrix at line 7 prints other figures");
        var audit = Audit(WithoutImages + OfOthers, "52,48");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Text(audit).Should().Contain("the confusion matrix at line 7 is of other images: its rows do not add up to the supports");
        Audit(WithoutImages.Replace("0.952", "0.953", StringComparison.Ordinal) + OfOthers, "52,48").Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("[[50  2]\n [ 3 45]]\n")]
    // Its columns are the images of a class.
    [InlineData("[[50  3]\n [ 2 45]]\n")]
    public void A_figure_that_a_matrix_does_not_print_is_impossible_where_it_prints_the_others(string matrix)
    {
        var audit = Audit(WithoutImages.Replace("0.947", "0.957", StringComparison.Ordinal) + matrix);

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.Repairs.Select(repair => $"{repair.Claim}: {repair.Instead}").Should().Equal("f1[1]=0.957: 0.947");
    }

    /// <summary>As many images of each class as the table has: 42 of 48 owls are 0.875.</summary>
    [Fact]
    public void A_matrix_of_the_same_images_that_prints_other_figures_is_held_against_the_table() =>
        Audit(WithImages + "[[48  4]\n [ 6 42]]\n").Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void The_images_of_a_table_that_counts_hits_and_misses_are_its_own()
    {
        const string table = "| Class | TP | FP | FN | Precision | Recall | F1 |\n|---|---|---|---|---|---|---|\n"
            + "| cat | 50 | 3 | 2 | 0.943 | 0.962 | 0.952 |\n| owl | 45 | 2 | 3 | 0.957 | 0.938 | 0.947 |\n\n";

        var audit = Audit(table + OfOthers);
        audit.Question.Supports.Should().Equal(52, 48);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Text(audit).Should().Contain("not judged: the confusion matrix at line 6, which does not print every figure");
        Audit(table.Replace("0.952", "0.953", StringComparison.Ordinal) + OfOthers).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    private static string Text(FiguresAudit audit)
    {
        using var output = new StringWriter();
        FiguresAuditText.Write(audit, output);
        return output.ToString();
    }
}

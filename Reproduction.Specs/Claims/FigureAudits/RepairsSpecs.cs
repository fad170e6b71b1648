using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using Reproduction.Claims.Figures;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What would mend impossible figures, and that it is said where nothing was found to.</summary>
public sealed class RepairsSpecs
{
    private const string Nothing = "no change of a single figure was found that mends it";

    /// <summary>Of 4 cats 3 were seen, of 6 owls 5: precision, recall and F1 are 3/4, 3/4, 3/4 and 5/6, 5/6, 5/6.</summary>
    private const string Matrix = "[[3 1]\n [1 5]]\n\n";

    private const string Header = "precision recall f1-score support\n";

    [Fact]
    public void Beside_a_matrix_the_one_figure_that_it_does_not_print_is_named_with_what_it_prints()
    {
        var audit = PastedTable.Audit(Matrix + Header + "cat 0.75 0.75 0.75 4\nowl 0.83 0.83 0.84 6\naccuracy 0.80 10\n");

        // 0.835 to 0.845 is no 2h/(6 + t) of whole numbers: 10/12 lies below, 8/9 above.
        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        Repairs(audit).Should().Equal("f1[1]=0.84: 0.83");
        Text(audit).Should().Contain("the confusion matrix at line 1 does not print 1 figure: f1[owl] = 0.84")
            .And.Contain("f1[owl] = 0.83 instead of 0.84").And.NotContain(Nothing);
    }

    [Fact]
    public void It_is_so_where_without_the_matrix_nothing_clashes()
    {
        // [[3, 1], [1, 5]] has 8 hits of 10, and a macro recall of (0.75 + 0.83) / 2; of 4 and 6 images 9 hits are possible, too.
        var audit = PastedTable.Audit(Matrix, claims: ["accuracy=0.90", "recall[0]=0.75"]);

        Repairs(audit).Should().Equal("accuracy=0.90: 0.80");
        Text(audit).Should().Contain("nothing clashes but the confusion matrix at line 1, which does not print:\n  accuracy = 0.90");
    }

    [Fact]
    public void Several_figures_that_a_matrix_does_not_print_are_named_and_none_of_them_mends_it_alone()
    {
        var audit = PastedTable.Audit(Matrix + Header + "cat 0.76 0.75 0.75 4\nowl 0.83 0.83 0.84 6\naccuracy 0.80 10\n");

        audit.Repairs.Should().BeEmpty();
        Text(audit).Should().Contain("does not print 2 figures: precision[cat] = 0.76, f1[owl] = 0.84").And.Contain(Nothing);
    }

    [Theory]
    // 6 of 9 images.
    [InlineData("truncate", "0.67", "0.66")]
    [InlineData("nearest", "0.66", "0.67")]
    [InlineData("printf", "0.66", "0.67")]
    public void What_a_matrix_prints_is_rounded_as_the_figures_are(string rounding, string printed, string instead)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["paste.txt"], "[[4 2]\n [1 2]]\n");
        var audit = FiguresAudit.Of(
            FiguresReader.Read(new() { Report = folder["paste.txt"], Claims = [$"accuracy={printed}"], Rounding = rounding })[0]);

        audit.Repairs.Should().ContainSingle().Which.Instead.ToString().Should().Be(instead);
    }

    [Fact]
    public void An_error_rate_that_a_matrix_does_not_print_is_mended_as_an_error_rate() =>
        Repairs(PastedTable.Audit(Matrix, claims: ["error_rate=0.30"])).Should().Equal("error_rate=0.30: 0.20");

    /// <summary>
    /// [[40, 10, 0], [5, 45, 0], [3, 7, 0]] with <c>zero_division=1</c>: no image was taken for an owl, whose precision is printed as 1.
    /// </summary>
    private const string DividedByNothing = Header + "cat 0.83 0.80 0.82 50\ndog 0.73 0.90 0.80 50\nowl 1.00 0.00 0.00 10\n"
        + "accuracy 0.77 110\nmacro avg 0.85 0.57 0.54 110\nweighted avg 0.80 0.77 0.74 110\n";

    [Theory]
    [InlineData("accuracy 0.77", "accuracy 0.78", "accuracy=0.78: 0.77")]
    [InlineData("dog 0.73 0.90", "dog 0.73 0.91", "recall[1]=0.91: 0.90")]
    [InlineData("macro avg 0.85", "macro avg 0.86", "macro_precision=0.86: 0.85")]
    public void Where_a_quotient_of_nothing_is_printed_as_1_the_one_false_figure_is_named_and_none_of_that_class(
        string right, string wrong, string expected)
    {
        foreach (var matrix in new[] { "", "[[40 10 0]\n [5 45 0]\n [3 7 0]]\n" })
        {
            PastedTable.Audit(DividedByNothing + matrix).Answer.Possibility.Should().Be(Possibility.Consistent);
            var audit = PastedTable.Audit(DividedByNothing.Replace(right, wrong, StringComparison.Ordinal) + matrix);

            audit.Answer.Possibility.Should().Be(Possibility.Impossible);
            audit.Assumptions.Should().Contain("zero_division 1");
            audit.Answer.Conflict.Should().NotContain(claim => claim.Figure == FigureName.Of(Score.Precision, 2));
            Repairs(audit).Should().Equal(expected);
        }
    }

    /// <summary>The same printed as 0, in which nothing is a quotient of nothing but what is 0.</summary>
    [Fact]
    public void Where_it_is_printed_as_0_nothing_else_is_tried()
    {
        const string table = Header + "cat 0.83 0.80 0.82 50\ndog 0.73 0.91 0.80 50\nowl 0.00 0.00 0.00 10\naccuracy 0.77 110\n";

        Repairs(PastedTable.Audit(table)).Should().Equal("recall[1]=0.91: 0.90");
        PastedTable.Audit(table).Assumptions.Should().Contain("zero_division 0");
    }

    [Fact]
    public void Where_no_figure_was_found_to_mend_it_that_is_said_in_a_line()
    {
        // No 3 of 10 images are 0.33, and no 7 of 10 0.77: either alone is impossible.
        var audit = Loose("10,10", "recall[0]=0.33", "recall[1]=0.77");

        audit.Repairs.Should().BeEmpty();
        Text(audit).Should().EndWith($"\n\n{Nothing}\n");
        FiguresAuditJson.Of(audit)["repairs"]!.AsArray().Count.Should().Be(0);
    }

    [Fact]
    public void A_consistent_table_says_nothing_of_what_would_mend_it() =>
        Text(Loose("10,10", "recall[0]=0.30")).Should().NotContain("mend");

    [Fact]
    public void Under_another_rule_of_rounding_the_other_verdict_is_said()
    {
        // 2 of 3 are 0.67 by the nearest, and 0.66 where digits are cut off.
        Text(Loose("3,3", "recall[0]=0.67")).Should().Contain("under truncate: impossible").And.Contain("under printf: the same verdict");
        Text(Loose("3,3", "recall[0]=0.66")).Should().Contain("under truncate: consistent");
    }

    private static FiguresAudit Loose(string support, params string[] claims) =>
        FiguresAudit.Of(FiguresReader.Read(new() { Support = support, Claims = claims })[0]);

    private static IEnumerable<string> Repairs(FiguresAudit audit) => audit.Repairs.Select(repair => $"{repair.Claim}: {repair.Instead}");

    private static string Text(FiguresAudit audit)
    {
        using var text = new StringWriter { NewLine = "\n" };
        FiguresAuditText.Write(audit, text);
        return text.ToString();
    }
}

using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Tables with tabs between their cells, as spreadsheets and notebooks copy them, with more or fewer tabs above than below: 45 of 50 cats,
/// 88 of 100 dogs and 63 of 70 birds, of 50, 97 and 73 answers.
/// </summary>
public sealed class ShiftedTabsSpecs
{
    private const string Header = "Class\tPrecision\tRecall\tF1\tSupport";

    private static readonly string[] Rows =
        ["cat\t0.9000\t0.9000\t0.9000\t50", "dog\t0.9072\t0.8800\t0.8934\t100", "bird\t0.8630\t0.9000\t0.8811\t70"];

    [Theory]
    // An index before the names, and a tab behind the titles instead.
    [InlineData(Header + "\t", true, "", "")]
    [InlineData(Header, true, "", "")]
    [InlineData("Precision\tRecall\tF1\tSupport\t", false, "", "")]
    [InlineData("Precision\tRecall\tF1\tSupport", false, "", "")]
    [InlineData("\tPrecision\tRecall\tF1\tSupport", false, "", "")]
    [InlineData("Class\t\tPrecision\tRecall\tF1\tSupport", false, "", "\t")]
    [InlineData("Class\tPrecision\t\tRecall\tF1\tSupport", false, "", "\t")]
    [InlineData("Class\tPrecision\tRecall\tF1\t\tSupport", false, "", "\t")]
    [InlineData(Header, false, "\t", "")]
    [InlineData(Header, false, "", "\t")]
    public void Figures_stand_under_their_own_titles_wherever_a_tab_more_or_less_stands(
        string header, bool isNumbered, string before, string behind)
    {
        string Table(string recall) => $"{header}\n"
            + string.Concat(Rows.Select((row, c) => $"{(isNumbered ? $"{c}\t" : "")}{before}{row}{behind}\n"))
                .Replace("0.8800", recall, StringComparison.Ordinal);

        var audit = Audit(Table("0.8800"));
        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Question.Supports.Should().Equal(50, 100, 70);
        audit.Question.Claims.Select(claim => $"{claim}").Should()
            .Equal("precision[0]=0.9000", "recall[0]=0.9000", "f1[0]=0.9000", "precision[1]=0.9072", "recall[1]=0.8800", "f1[1]=0.8934",
                "precision[2]=0.8630", "recall[2]=0.9000", "f1[2]=0.8811");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        Read(Table("0.8810"))[0].Question.Claims.Select(claim => $"{claim}").Should().Contain("recall[1]=0.8810");
    }

    [Theory]
    [InlineData("accuracy\t\t\t0.8909\t220")]
    [InlineData("accuracy\t\t0.8909\t220")]
    [InlineData("accuracy\t0.8909\t220")]
    [InlineData("accuracy\t0.8909\t\t220")]
    public void An_accuracy_is_one_wherever_it_stands_in_its_line(string accuracy)
    {
        var table = $"{Header}\n{string.Join('\n', Rows)}\n{accuracy}\n";

        Audit(table).Question.Claims.Select(claim => $"{claim}").Should().Contain("accuracy=0.8909");
        Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
        // 196 of 220 are right.
        Audit(table.Replace("0.8909", "0.8955", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void More_numbers_than_titles_are_refused_where_it_is_not_said_which_has_none() =>
        Refusal("Class\tPrecision\tRecall\tF1\ncat\t90\t90\t90\t50\ndog\t91\t88\t89\t100\n", "50,100").Should()
            .EndWith(":2: 'cat 90 90 90 50', expected a class name and 3 numbers (precision, recall, f1)");

    [Fact]
    public void A_number_behind_the_images_that_has_no_title_is_named_and_not_judged()
    {
        var audit = Audit($"{Header}\t\n{string.Join("\t7\n", Rows)}\t7\n");

        audit.Question.Supports.Should().Equal(50, 100, 70);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: a column without a title");
    }

    [Fact]
    public void An_accuracy_in_a_line_with_a_comma_less_is_refused() =>
        Refusal("class,precision,recall,f1-score,support\ncat,0.90,0.90,0.90,50\ndog,0.90,0.90,0.90,50\naccuracy,,0.90,100\n").Should()
            .EndWith(":4: 4 cells in 'accuracy,,0.90,100', expected 5 (class, precision, recall, f1-score, support)");
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Stata's estat classification: of 59 with the outcome 21 were classified so, of 130 without 118.</summary>
public sealed class StataSpecs
{
    private const string Classification = """
        Logistic model for low

                      -------- True --------
        Classified |         D            ~D  |      Total
        -----------+--------------------------+-----------
             +     |        21            12  |         33
             -     |        38           118  |        156
        -----------+--------------------------+-----------
           Total   |        59           130  |        189

        Classified + if predicted Pr(D) >= .5
        True D defined as low != 0
        --------------------------------------------------
        Sensitivity                     Pr( +| D)   35.59%
        Specificity                     Pr( -|~D)   90.77%
        Positive predictive value       Pr( D| +)   63.64%
        Negative predictive value       Pr(~D| -)   75.64%
        --------------------------------------------------
        False + rate for true ~D        Pr( +|~D)    9.23%
        False - rate for true D         Pr( -| D)   64.41%
        False + rate for classified +   Pr(~D| +)   36.36%
        False - rate for classified -   Pr( D| -)   24.36%
        --------------------------------------------------
        Correctly classified                        73.54%
        --------------------------------------------------

        """;

    [Fact]
    public void Its_figures_are_held_against_its_cells()
    {
        var audit = Audit(Classification);

        audit.Question.Supports.Should().Equal(130, 59);
        audit.Question.Claims.Should().HaveCount(9);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("35.59", "36.59")]
    [InlineData("75.64", "76.64")]
    [InlineData("24.36", "25.36")]
    [InlineData("73.54", "74.54")]
    public void A_figure_that_the_cells_do_not_make_is_impossible(string right, string wrong) =>
        Audit(Classification.Replace(right, wrong, StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);

    [Theory]
    [InlineData("         33", "         34")]
    [InlineData("59           130", "59           131")]
    [InlineData("        189", "        190")]
    public void Cells_that_do_not_add_up_are_no_such_output(string right, string wrong)
    {
        var other = Classification.Replace(right, wrong, StringComparison.Ordinal);

        StataText.Read(PastedLine.Of(Classification)).Should().ContainSingle();
        StataText.Read(PastedLine.Of(other)).Should().BeEmpty();
        Refusal(other).Should().Contain("expected ");
    }
}

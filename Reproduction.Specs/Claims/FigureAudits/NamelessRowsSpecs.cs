using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>scikit-learn's report as a data frame that was written without its index: 3 of 4 and 5 of 6 are right.</summary>
public sealed class NamelessRowsSpecs
{
    private const string Csv =
        "precision,recall,f1-score,support\n0.75,0.75,0.75,4.0\n0.8333333333333334,0.8333333333333334,0.8333333333333334,6.0\n"
        + "0.8,0.8,0.8,0.8\n0.7916666666666667,0.7916666666666667,0.7916666666666667,10.0\n0.8,0.8,0.8,10.0\n";

    [Fact]
    public void Rows_are_classes_and_averages_by_their_places()
    {
        var audit = Audit(Csv);

        audit.Figures.ClassNames.Should().Equal("0", "1");
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        // 3 of 4 is no 0.76.
        Audit(Csv.Replace("0.75,0.75,0.75", "0.75,0.76,0.75", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
        Audit(Csv.Replace("0.7916666666666667", "0.8916666666666667", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Theory]
    // Nothing tells averages from classes: no accuracy in every column, or averages of other images.
    [InlineData("0.8,0.8,0.8,0.8\n", "")]
    [InlineData("10.0\n0.8,", "11.0\n0.8,")]
    public void Rows_that_do_not_say_what_they_are_are_refused(string right, string wrong) =>
        Refusal(Csv.Replace(right, wrong, StringComparison.Ordinal)).Should().Contain(":2: 4 cells in '0.75,0.75,0.75,4.0', expected 5");
}

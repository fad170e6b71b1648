using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>R's randomForest: 7 of 150 flowers were taken for another class, 3 of 50 and 4 of 50.</summary>
public sealed class ForestSpecs
{
    private const string Forest =
        "\nCall:\n randomForest(formula = Species ~ ., data = iris) \n               Type of random forest: classification\n"
        + "                     Number of trees: 500\nNo. of variables tried at each split: 2\n\n"
        + "        OOB estimate of  error rate: 4.67%\nConfusion matrix:\n"
        + "           setosa versicolor virginica class.error\nsetosa         50          0         0        0.00\n"
        + "versicolor      0         47         3        0.06\nvirginica       0          4        46        0.08\n";

    [Fact]
    public void The_errors_of_each_class_and_of_all_are_held_against_its_matrix()
    {
        var audit = Audit(Forest);

        audit.Figures.ClassNames.Should().Equal("setosa", "versicolor", "virginica");
        audit.Question.Supports.Should().Equal(50, 50, 50);
        audit.Question.Claims.Should().HaveCount(4);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("0.06\n", "0.08\n")]
    [InlineData("4.67%", "4.00%")]
    [InlineData("47         3", "46         4")]
    public void An_error_that_the_matrix_does_not_make_is_impossible(string right, string wrong) =>
        Audit(Forest.Replace(right, wrong, StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);

    /// <summary>5 of 55 and 10 of 45.</summary>
    [Fact]
    public void Classes_may_be_numbers_and_R_may_write_its_output_as_comments()
    {
        var audit = Audit("## Confusion matrix:\n##    0  1 class.error\n## 0 50  5  0.09090909\n## 1 10 35  0.22222222\n");

        audit.Figures.ClassNames.Should().Equal("0", "1");
        audit.Question.Supports.Should().Equal(55, 45);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    /// <summary>1 of 10 and 1 of 10, 2 of 20.</summary>
    [Theory]
    [InlineData("rate: 10%", "rate: 10%", Possibility.Consistent)]
    [InlineData("rate: 10%", "rate: 20%", Possibility.Impossible)]
    [InlineData("9          1         0.1", "9          1         0.2", Possibility.Impossible)]
    public void A_test_set_has_a_matrix_and_a_rate_of_its_own(string right, string other, Possibility expected)
    {
        const string test = "                Test set error rate: 10%\nConfusion matrix:\n           setosa versicolor class.error\n"
            + "setosa          9          1         0.1\nversicolor      1          9         0.1\n";

        Read(Forest + test.Replace(right, other, StringComparison.Ordinal)).Select(figures => FiguresAudit.Possible(figures)).Should()
            .Equal(Possibility.Consistent, expected);
    }

    [Theory]
    // Titles of other classes than the rows', and a row that is missing.
    [InlineData("  a  b class.error\na 50  5  0.09090909\nc 10 35  0.22222222\n")]
    [InlineData("  a  b  c class.error\na 50  5  1  0.10714286\nb 10 35  0  0.22222222\n")]
    public void What_makes_no_such_matrix_is_refused(string paste) => Refusal(paste).Should().Contain("expected the header");
}

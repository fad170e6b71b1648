using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Readings;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Which of two classes figures are of that name none: of 48 that are ill 45 were found, of 52 others 47.</summary>
public sealed class PositiveClassSpecs
{
    private const string Stata =
        "              -------- True --------\nClassified |         D            ~D  |      Total\n-----------+--------------------------+-----------\n"
        + "     +     |        45             5  |         50\n     -     |         3            47  |         50\n"
        + "-----------+--------------------------+-----------\n   Total   |        48            52  |        100\n";

    [Theory]
    [InlineData("              Disease   Healthy\nTest positive    45        5\nTest negative     3       47\n", "Test positive")]
    [InlineData("          Predicted\n           yes   no\nActual yes  45    3\nActual no    5   47\n", "Actual yes")]
    [InlineData(Stata, "+")]
    public void The_positive_class_is_the_one_whose_name_says_it_and_the_answer_names_it(string matrix, string name)
    {
        var audit = Audit(matrix, claims: ["sensitivity=0.9375", "specificity=0.9038"]);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"taken as the positive class: {name} (see --positive)");
        Audit(matrix, claims: ["sensitivity=0.9475", "specificity=0.9038"]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>[[40, 3], [2, 69]]: scikit-learn's scores of class 1 of its breast cancers, which is the benign one.</summary>
    [Theory]
    [InlineData("precision=0.9583", "sensitivity=0.9718", "benign", Possibility.Consistent)]
    [InlineData("precision=0.9524", "sensitivity=0.9302", "malignant", Possibility.Consistent)]
    [InlineData("precision=0.9583", "sensitivity=0.9302", "malignant", Possibility.Impossible)]
    public void Figures_that_are_possible_of_the_other_class_alone_are_of_it(
        string precision, string sensitivity, string name, Possibility expected)
    {
        var audit = Audit(
            "precision recall f1-score support\n\nmalignant 0.95 0.93 0.94 43\nbenign 0.96 0.97 0.97 71\n\naccuracy 0.96 114\n",
            claims: [precision, sensitivity]);

        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.Notes.Should().Contain($"taken as the positive class: {name} (see --positive)");
    }

    [Fact]
    public void Figures_that_name_their_class_ask_for_no_positive_one() =>
        Audit("yes 45 3\nno 5 47\n", claims: ["recall[yes]=0.9375", "accuracy=0.92"]).Figures.Notes.Should()
            .NotContain(note => note.Contains("positive class", StringComparison.Ordinal));

    [Theory]
    [InlineData("benign", "malignant", 1)]
    [InlineData("malignant", "benign", 0)]
    [InlineData("1", "0", 0)]
    [InlineData("1", "2", 1)]
    [InlineData("0", "1", 1)]
    [InlineData("cat", "owl", 1)]
    [InlineData("disease", "no disease", 0)]
    [InlineData("disease-free", "disease", 1)]
    [InlineData("Test +", "Test -", 0)]
    [InlineData("lower case", "upper case", 1)]
    [InlineData("tested_positive", "tested_negative", 0)]
    public void A_name_says_it_where_the_other_does_not(string first, string second, int place) =>
        PositiveClass.Among([first, second], null).Should().Be(place);
}

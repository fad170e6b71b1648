using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Data frames that number their rows, of [[41, 5, 4], [3, 57, 10], [6, 2, 22]]: 120 of 150 images.</summary>
public sealed class DataFrameRowsSpecs
{
    private const string Header = "          class  precision    recall  f1-score  support\n";

    private const string Rows =
        "0           cat   0.820000  0.820000  0.820000   50.000\n1           dog   0.890625  0.814286  0.850746   70.000\n"
        + "2          bird   0.611111  0.733333  0.666667   30.000\n";

    private const string Averages =
        "4     macro avg   0.773912  0.789206  0.779138  150.000\n5  weighted avg   0.811181  0.800000  0.803682  150.000\n";

    [Theory]
    [InlineData("0.800000", Possibility.Consistent)]
    [InlineData("0.900000", Possibility.Impossible)]
    public void The_number_of_a_row_is_no_part_of_its_name(string accuracy, Possibility expected)
    {
        var audit = Audit(Header + Rows + $"3      accuracy   {accuracy}  {accuracy}  {accuracy}    {accuracy[..5]}\n" + Averages);

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Question.Supports.Should().Equal(50, 70, 30);
        audit.Question.Claims.Should().Contain(claim => claim.ToString() == $"accuracy={accuracy}");
        audit.Answer.Possibility.Should().Be(expected);
    }

    [Theory]
    [InlineData("0.800", Possibility.Consistent)]
    [InlineData("0.900", Possibility.Impossible)]
    public void Nan_beside_the_accuracy_says_nothing(string accuracy, Possibility expected)
    {
        var audit = Audit(Header
            + "0           cat      0.820     0.820     0.820       50\n1           dog      0.891     0.814     0.851       70\n"
            + $"2          bird      0.611     0.733     0.667       30\n3      accuracy        NaN       NaN     {accuracy}      150\n"
            + "4     macro avg      0.774     0.789     0.779      150\n5  weighted avg      0.811     0.800     0.804      150\n");

        audit.Figures.ClassNames.Should().Equal("cat", "dog", "bird");
        audit.Answer.Possibility.Should().Be(expected);
    }

    [Fact]
    public void Classes_that_are_numbers_keep_them()
    {
        // [[3, 1], [1, 5]].
        const string rows = "0  0  0.75  0.75  0.75  4\n1  1  0.83  0.83  0.83  6\n";
        const string averages = "2  accuracy  0.80  0.80  0.80  0.80\n3  macro avg  0.79  0.79  0.79  10\n";

        Audit("index  precision  recall  f1-score  support\n" + rows + averages).Figures.ClassNames.Should().Equal("0", "1");
        Audit("class  precision  recall  f1-score  support\n0  0.75  0.75  0.75  4\n1  0.83  0.83  0.83  6\n").Figures.ClassNames
            .Should().Equal("0", "1");
    }

    [Fact]
    public void Names_that_begin_with_numbers_keep_them_where_nothing_says_that_they_are_of_the_rows() =>
        Audit("precision recall f1-score support\n0 cat 0.75 0.75 0.75 4\n1 owl 0.83 0.83 0.83 6\naccuracy 0.80 10\n").Figures.ClassNames
            .Should().Equal("0 cat", "1 owl");

    [Fact]
    public void A_class_called_samples_is_no_average_over_samples()
    {
        var audit = Audit("precision recall f1-score support\n\nmicro 0.82 0.82 0.82 50\nmacro 0.89 0.81 0.85 70\n"
            + "samples 0.61 0.73 0.67 30\n\naccuracy 0.80 150\nmacro avg 0.77 0.79 0.78 150\nweighted avg 0.81 0.80 0.80 150\n");

        audit.Figures.ClassNames.Should().Equal("micro", "macro", "samples");
        audit.Figures.Notes.Should().NotContain(note => note.Contains("samples avg"));
    }
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What R's caret prints (6.0): 5 of the first class, of which 4 were seen, and 7 of the second, of which 5 were.</summary>
public sealed class CaretSpecs
{
    [Theory]
    [InlineData("1", "2", "1", "0.8000", "0.7143", Possibility.Consistent)]
    [InlineData("1", "2", "2", "0.7143", "0.8000", Possibility.Consistent)]
    [InlineData("1", "2", "1", "0.7143", "0.8000", Possibility.Impossible)]
    [InlineData("-1", "1", "1", "0.7143", "0.8000", Possibility.Consistent)]
    [InlineData("0", "1", "0", "0.8000", "0.7143", Possibility.Consistent)]
    [InlineData("no", "yes", "no", "0.8000", "0.7143", Possibility.Consistent)]
    public void The_positive_class_is_the_one_of_that_name(
        string first, string second, string positive, string sensitivity, string specificity, Possibility expected)
    {
        var audit = FiguresAudit.Of(Read(Output(first, second, positive, sensitivity, specificity))[0]);

        audit.Answer.Possibility.Should().Be(expected);
        audit.Figures.ClassNames.Should().Equal(first, second);
    }

    [Fact]
    public void Classes_called_1_2_and_3_keep_their_names()
    {
        const string paste = """
            Confusion Matrix and Statistics

                      Reference
            Prediction 1 2 3
                     1 8 1 0
                     2 1 6 1
                     3 1 1 5

                           Accuracy : 0.7917

                                 Class: 1 Class: 2 Class: 3
            Sensitivity            0.8000   0.7500   0.8333
            """;

        FiguresAudit.Of(Read(paste)[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(Read(paste.Replace("0.8000   0.7500", "0.7500   0.8000", StringComparison.Ordinal))[0]).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("# Results\n\nWith prose round it, more lines of it than of output.\n\nAnd more.\n\nAnd more.\n\nAnd more.\n\n```\n",
        "```\n")]
    [InlineData("<html><body>\n<h1>Results</h1>\n<pre class=\"r\"><code>confusionMatrix(seen, test)</code></pre>\n<pre><code>",
        "</code></pre></body></html>\n")]
    public void A_page_that_R_Markdown_made_is_read_whose_output_stands_in_comments(string before, string behind)
    {
        string Page(string sensitivity)
        {
            var lines = Output("no", "yes", "no", sensitivity, "0.7143").TrimEnd().Split('\n').Select(line => $"## {line}");
            var output = string.Join('\n', lines);
            return before + (before[0] == '<' ? output.Replace("'", "&#39;", StringComparison.Ordinal) : output) + "\n" + behind;
        }

        FiguresAudit.Of(Read(Page("0.8000"))[0]).Answer.Possibility.Should().Be(Possibility.Consistent);
        FiguresAudit.Of(Read(Page("0.8100"))[0]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Output_of_two_models_is_judged_model_by_model()
    {
        var read = Read(Output("no", "yes", "no", "0.8000", "0.7143")
            + Output("no", "yes", "no", "1.0000", "0.8571").Replace("no 4 2", "no 5 1", StringComparison.Ordinal)
                .Replace("yes 1 5", "yes 0 6", StringComparison.Ordinal).Replace(": 0.75", ": 0.9167", StringComparison.Ordinal));

        read.Should().HaveCount(2);
        read[1].Where.Should().EndWith(":14");
        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);
    }

    [Fact]
    public void What_is_not_judged_of_it_is_named() =>
        Read(Output("0", "1", "0", "0.8000", "0.7143"))[0].Notes.Should().Contain("not judged: 95% CI, Prevalence, Detection Rate");

    [Fact]
    public void A_score_that_somebody_wrote_below_it_is_named()
    {
        var figures = Read(Output("0", "1", "0", "0.8000", "0.7143") + "\nMacro F1 : 0.5000\n")[0];

        figures.Notes.Should().Contain("not judged: 95% CI, Prevalence, Detection Rate, Macro F1").And.ContainMatch("skipped: *");
        FiguresAudit.Of(figures).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void A_positive_class_that_the_matrix_does_not_have_is_named_with_its_line() =>
        FluentActions.Invoking(() => Read(Output("no", "yes", "maybe", "0.8000", "0.7143"))).Should().Throw<BadInputException>()
            .WithMessage("*paste.txt:1: 'Positive' Class 'maybe', expected one of the matrix's: no, yes");

    private static string Output(string first, string second, string positive, string sensitivity, string specificity) => $"""
        Confusion Matrix and Statistics

                  Reference
        Prediction {first} {second}
                 {first} 4 2
                 {second} 1 5
                       Accuracy : 0.75
                         95% CI : (0.4281, 0.9451)
                    Sensitivity : {sensitivity}
                    Specificity : {specificity}
                     Prevalence : 0.4167
                 Detection Rate : 0.3333
               'Positive' Class : {positive}

        """;
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// conlleval's scores of phrases: of 38 places 36 among 40 that were found, of 64 people 48 among 60. Together 84 of 100 and of 102, an F1
/// of 168/202.
/// </summary>
public sealed class ConllevalSpecs
{
    private const string Scores =
        "processed 1200 tokens with 102 phrases; found: 100 phrases; correct: 84.\n"
        + "accuracy:  97.50%; precision:  84.00%; recall:  82.35%; FB1:  83.17\n"
        + "              LOC: precision:  90.00%; recall:  94.74%; FB1:  92.31  40\n"
        + "              PER: precision:  80.00%; recall:  75.00%; FB1:  77.42  60\n";

    [Fact]
    public void The_last_number_is_how_many_were_found_and_the_phrases_of_each_type_follow()
    {
        var audit = Audit(Scores);

        audit.Figures.ClassNames.Should().Equal("LOC", "PER");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(38, 64);
        audit.Answer.Witness!.Predicted(0).Should().Be(40);
        audit.Answer.Witness!.Predicted(1).Should().Be(60);
        audit.Figures.Notes.Should().Contain("not judged: accuracy (of words)");
        audit.Figures.Notes.Should().ContainMatch("read: conlleval's figures of 2 types of phrases from line 1");
    }

    [Theory]
    // Of 40 no number is 91 %, 36 are no 93.00 % of any, and what all types have together is not what is said of all.
    [InlineData("90.00%; recall:  94.74", "91.00%; recall:  94.74")]
    [InlineData("94.74", "93.00")]
    [InlineData("77.42", "78.42")]
    [InlineData("correct: 84", "correct: 85")]
    [InlineData("102 phrases", "103 phrases")]
    [InlineData("83.17", "84.17")]
    public void What_no_phrases_print_is_impossible(string right, string wrong)
    {
        var audit = Audit(Scores.Replace(right, wrong, StringComparison.Ordinal));

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        using var output = new StringWriter();
        FiguresAuditText.Write(audit, output);
        output.ToString().Should().Contain("phrases that were found stand for images");
    }

    [Fact]
    public void A_precision_that_is_none_of_those_found_is_named_as_precision() =>
        Audit(Scores.Replace("90.00%; recall:  94.74", "91.00%; recall:  94.74", StringComparison.Ordinal)).Answer.Conflict
            .Should().ContainSingle().Which.NameIn(["LOC", "PER"]).Should().Be("precision[LOC]");

    /// <summary>Of one type, what is said of all is said of it, too: 48 of 60 that were found and of 64.</summary>
    [Theory]
    [InlineData("80.00", "75.00", "77.42", Possibility.Consistent)]
    [InlineData("81.00", "75.00", "77.42", Possibility.Impossible)]
    [InlineData("80.00", "76.00", "77.42", Possibility.Impossible)]
    [InlineData("80.00", "75.00", "78.42", Possibility.Impossible)]
    public void The_scores_of_all_phrases_are_judged_beside_those_of_one_type(
        string precision, string recall, string f1, Possibility expected) =>
        Audit("processed 1200 tokens with 64 phrases; found: 60 phrases; correct: 48.\n"
            + $"accuracy:  97.50%; precision:  {precision}%; recall:  {recall}%; FB1:  {f1}\n"
            + "              PER: precision:  80.00%; recall:  75.00%; FB1:  77.42  60\n").Answer.Possibility.Should().Be(expected);

    /// <summary>Newer versions print the accuracy of words that are in phrases above.</summary>
    [Fact]
    public void A_line_of_words_alone_is_passed_over() =>
        Audit(Scores.Replace("\naccuracy", "\naccuracy:  91.23%; (non-O)\naccuracy", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Consistent);

    [Fact]
    public void All_phrases_together_are_judged_without_types()
    {
        var lines = Scores.Split('\n');

        Audit($"{lines[0]}\n{lines[1]}\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit($"{lines[0]}\n{lines[1].Replace("82.35", "82.45", StringComparison.Ordinal)}\n").Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("77.42  60", "77.42  61", "*:1: types of 101 phrases found below 100 of all, expected a line for each type")]
    [InlineData("PER:", "LOC:", "*:1: two types 'LOC', expected a name for each")]
    [InlineData("correct: 84", "correct: 101", "*:1: 101 correct phrases of 100 found and 102 in all, expected one at least, *")]
    [InlineData("accuracy:", "acc:", "* expected the header precision recall f1-score support")]
    public void Types_that_are_missing_and_numbers_that_contradict_each_other_are_refused(string right, string wrong, string message) =>
        Refusal(Scores.Replace(right, wrong, StringComparison.Ordinal)).Should().Match(message);

    [Fact]
    public void Supports_and_claims_beside_them_are_refused()
    {
        Refusal(Scores, "38,64").Should().EndWith("expected no --support beside them");
        Refusal(Scores, claims: ["micro_f1=0.83"]).Should().EndWith("expected no --claim micro_f1=0.83 beside them");
    }
}

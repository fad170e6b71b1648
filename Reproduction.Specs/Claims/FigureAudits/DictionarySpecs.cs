using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Several reports in one dictionary or list, and seqeval's.</summary>
public sealed class DictionarySpecs
{
    private const string Right =
        "{\"cat\": {\"precision\": 0.75, \"recall\": 0.75, \"f1-score\": 0.75, \"support\": 4}, \"owl\": {\"precision\": 0.83, "
        + "\"recall\": 0.83, \"f1-score\": 0.83, \"support\": 6}, \"accuracy\": 0.8}";

    /// <summary>No share of 4 cats is 0.70.</summary>
    private static readonly string wrong = Right.Replace("\"recall\": 0.75", "\"recall\": 0.70", StringComparison.Ordinal);

    /// <summary>seqeval 1.2 with another accuracy: 9 of 10 places and 8 of 10 people were found, with one and two false ones.</summary>
    private const string Entities =
        "{'LOC': {'precision': 0.9, 'recall': 0.9, 'f1': 0.9, 'number': 10}, 'PER': {'precision': 0.8, 'recall': 0.8, 'f1': 0.8, "
        + "'number': 10}, 'overall_precision': 0.85, 'overall_recall': 0.85, 'overall_f1': 0.85, 'overall_accuracy': 0.97}";

    [Fact]
    public void Each_report_of_a_dictionary_is_judged_under_its_name()
    {
        var read = Read($"{{\"train\": {Right},\n \"folds\": {{\"1\": {Right}, \"2\": {wrong}}}, \"seed\": 3}}");

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent, Possibility.Impossible);
        read.Select(figures => figures.Where![(figures.Where!.LastIndexOf(' ') + 1)..]).Should().Equal("train", "folds.1", "folds.2");
    }

    [Fact]
    public void Each_report_of_a_list_is_judged() =>
        Read($"[{wrong},\n {Right}]").Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Impossible, Possibility.Consistent);

    [Fact]
    public void The_overall_scores_of_seqeval_are_of_all_entities_counted_together_and_its_accuracy_is_of_tokens()
    {
        var figures = Read(Entities)[0];

        figures.Question.Supports.Should().Equal(10, 10);
        FiguresAudit.Of(figures).Answer.Possibility.Should().Be(Possibility.Consistent);
        figures.Notes.Should().Contain("not judged: overall_accuracy (of tokens)");
        FiguresAudit.Of(Read(Entities.Replace("l_f1': 0.85", "l_f1': 0.95", StringComparison.Ordinal))[0]).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void Numbers_beside_the_classes_are_named_as_not_judged() =>
        Read(Right.Replace("\"accuracy\"", "\"loss\": 0.41, \"accuracy\"", StringComparison.Ordinal))[0].Notes.Should()
            .Contain("not judged: loss");

    /// <summary>The mean of 3/4 and 5/6 is 0.79; weighted by 4 and 6 it is 0.80.</summary>
    [Theory]
    [InlineData("\"macro avg\": {\"f1-score\": 0.79}", Possibility.Consistent)]
    [InlineData("\"macro avg\": {\"f1-score\": 0.50}", Possibility.Impossible)]
    [InlineData("\"weighted avg\": {\"precision\": 0.80, \"f1-score\": 0.80, \"support\": 10}", Possibility.Consistent)]
    [InlineData("\"weighted avg\": {\"precision\": 0.80, \"f1-score\": 0.50, \"support\": 10}", Possibility.Impossible)]
    public void An_average_of_which_the_recall_was_left_out_is_judged(string average, Possibility expected) =>
        Audit($"{Right[..^1]}, {average}}}").Answer.Possibility.Should().Be(expected);

    // An F1 of 0.93 needs fewer owls taken than there are hits.
    [Theory]
    [InlineData("0.83", Possibility.Consistent)]
    [InlineData("0.93", Possibility.Impossible)]
    public void A_class_of_which_the_recall_was_left_out_is_a_class(string f1, Possibility expected)
    {
        var report = Right.Replace("\"recall\": 0.83, \"f1-score\": 0.83", $"\"f1-score\": {f1}", StringComparison.Ordinal);
        var records = "[{\"label\": \"cat\", \"precision\": 0.75, \"recall\": 0.75, \"f1-score\": 0.75, \"support\": 4}, "
            + $"{{\"label\": \"owl\", \"precision\": 0.83, \"f1-score\": {f1}, \"support\": 6}}]";

        Audit(report).Question.Supports.Should().Equal(4, 6);
        Audit(report).Answer.Possibility.Should().Be(expected);
        Audit(records).Figures.ClassNames.Should().Equal("cat", "owl");
    }

    [Theory]
    [InlineData("\"support\": 6}", "\"balanced_accuracy\": 0.1234, \"support\": 6}", "balanced_accuracy")]
    [InlineData("\"support\": 4}", "\"support\": 4, \"confused_with\": {\"owl\": 1}}", "confused_with")]
    [InlineData("\"accuracy\"", "\"thresholds\": {\"cat\": 0.4, \"owl\": 0.6}, \"accuracy\"", "thresholds")]
    [InlineData("\"accuracy\"", "\"overall\": {\"mcc\": 0.11}, \"accuracy\"", "overall")]
    [InlineData("\"accuracy\"", "\"best_threshold\": {\"f1\": 0.91, \"threshold\": 0.5}, \"accuracy\"", "best_threshold")]
    [InlineData("\"accuracy\"", "\"trainer\": {\"precision\": 16, \"devices\": 2}, \"accuracy\"", "trainer")]
    public void What_no_report_has_is_named_wherever_it_stands(string at, string more, string named)
    {
        var audit = Audit(Right.Replace(at, more, StringComparison.Ordinal));

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
    }
}

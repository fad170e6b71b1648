using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Rows that are no classes of one test set: splits of the data and groups of people, each with images of its own.</summary>
public sealed class SetsOfImagesSpecs
{
    /// <summary>3 of 4 positive images found, one of 6 others taken for positive: of a class of 10 images no recall is 0.75.</summary>
    private const string Test = "\"test\": {\"accuracy\": 0.8, \"precision\": 0.75, \"recall\": 0.75, \"f1\": 0.75, \"support\": 10}";

    [Fact]
    public void A_set_is_no_class_but_may_be_of_two_classes_that_print_its_figures()
    {
        var audit = Audit($"{{{Test}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(6, 4);
        audit.IsOnly.Should().BeFalse("the images of each class are not said");
        audit.Intervals.Should().BeEmpty();
        audit.Figures.Notes.Should().ContainMatch("taken for figures of the positive one of two classes, *");
    }

    /// <summary>Train: 4 of 5 found and one false; validation: 2 of 3 found and none false.</summary>
    [Fact]
    public void Splits_of_the_data_are_judged_one_by_one()
    {
        var read = Read("{\"train\": {\"precision\": 0.8, \"recall\": 0.8, \"f1\": 0.8, \"support\": 12},\n\"val\": {\"precision\": 1.0, "
            + $"\"recall\": 0.667, \"f1\": 0.8, \"support\": 7}},\n{Test}}}");

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent, Possibility.Consistent);
        read.Select(figures => figures.Where![(figures.Where!.LastIndexOf(' ') + 1)..]).Should().Equal("train", "val", "test");
    }

    [Fact]
    public void A_set_of_all_images_alone_is_no_class() =>
        Audit($"{{{Test.Replace("test", "overall", StringComparison.Ordinal)}}}").Answer.Possibility.Should().Be(Possibility.Consistent);

    /// <summary>The F1 of 0.91 and 0.89 is 0.90; the mean of several classes' F1s may be 0.88.</summary>
    [Fact]
    public void What_two_classes_cannot_have_may_be_averages_of_more()
    {
        var audit = Audit("{\"test\": {\"precision\": 0.91, \"recall\": 0.89, \"f1\": 0.88, \"support\": 1000}}");

        audit.Answer.Possibility.Should().Be(Possibility.Undecided);
        audit.Figures.Notes.Should().Contain("not judged: a set of its own, whose classes are not said");
        FiguresAuditJson.Of(audit)["verdict"]!.GetValue<string>().Should().Be("undecided");
    }

    [Fact]
    public void An_accuracy_that_no_number_of_images_has_is_impossible_of_any_classes() =>
        Audit($"{{{Test.Replace("\"accuracy\": 0.8", "\"accuracy\": 0.85", StringComparison.Ordinal)}}}").Answer.Possibility.Should()
            .Be(Possibility.Impossible);

    /// <summary>
    /// fairlearn's: women TP 3, FP 1, FN 1, TN 5; men TP 4, FP 0, FN 1, TN 5; together TP 7, FP 1, FN 2, TN 10. Of classes of 10 images
    /// none has a recall of 0.75.
    /// </summary>
    [Theory]
    [InlineData("by_group")]
    [InlineData("by_sex")]
    [InlineData("subgroups")]
    public void Groups_of_people_are_sets_and_so_are_all_of_them(string groups)
    {
        var read = Read($"{{\"{groups}\": {{\"Female\": {{\"accuracy\": 0.8, \"precision\": 0.75, \"recall\": 0.75, \"count\": 10}}, "
            + "\"Male\": {\"accuracy\": 0.9, \"precision\": 1.0, \"recall\": 0.8, \"count\": 10}}, \"overall\": {\"accuracy\": 0.85, "
            + "\"precision\": 0.875, \"recall\": 0.7778, \"count\": 20}}");

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent, Possibility.Consistent);
    }

    /// <summary>
    /// Women TP 40, FP 16, FN 32, TN 912; men TP 323, FP 119, FN 197, TN 1361: their accuracies 0.952 and 0.842 are 0.879 of all, and of
    /// two classes of 1,000 and 2,000 images the figures are impossible.
    /// </summary>
    [Fact]
    public void Rows_with_accuracies_of_their_own_whose_mean_is_that_of_all_are_not_called_impossible()
    {
        var audit = Audit("| | Female | Male | Overall |\n|---|---|---|---|\n| Accuracy | 0.952 | 0.842 | 0.879 |\n"
            + "| Precision | 0.714 | 0.731 | 0.729 |\n| Recall | 0.556 | 0.621 | 0.613 |\n| FPR | 0.017 | 0.080 | 0.056 |\n"
            + "| Support | 1000 | 2000 | 3000 |\n");

        audit.Answer.Possibility.Should().Be(Possibility.Undecided);
        audit.Figures.Notes.Should().ContainMatch("not judged: rows may be sets of their own, *");
    }

    /// <summary>41 of 50 positive images found, 14 of 100 others taken for positive: accuracy is 127/150, and no share of 50.</summary>
    [Fact]
    public void The_images_of_a_set_may_be_the_positive_ones_alone() =>
        Audit("{\"test\": {\"precision\": 0.7455, \"recall\": 0.82, \"f1\": 0.781, \"support\": 50, \"accuracy\": 0.8467}}").Answer
            .Possibility.Should().Be(Possibility.Undecided);

    /// <summary>
    /// Two sets of 10 images: TP 3, FP 1, FN 1, TN 5, and TP 4, FP 0, FN 1, TN 5. Of a class of 10 images no recall is 0.75.
    /// </summary>
    private const string Two =
        "{\"DE\": {\"precision\": 0.75, \"recall\": 0.75, \"f1\": 0.75, \"support\": 10}, \"FR\": {\"precision\": 1.00, \"recall\": 0.80, "
        + "\"f1\": 0.89, \"support\": 10}}";

    [Theory]
    [InlineData("by_country")]
    [InlineData("metrics_per_language")]
    [InlineData("models")]
    [InlineData("runs")]
    [InlineData("per_epoch")]
    public void What_stands_by_anything_but_classes_is_sets(string name)
    {
        Read($"{{\"{name}\": {Two}}}").Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);
        Audit($"{{\"per_class\": {Two}}}").Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void Sets_may_be_counted() =>
        Read(Two.Replace("DE", "train", StringComparison.Ordinal).Replace("FR", "test1", StringComparison.Ordinal))
            .Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should()
            .Equal(Possibility.Consistent, Possibility.Consistent);

    [Theory]
    [InlineData("Language", Possibility.Undecided)]
    [InlineData("Country", Possibility.Undecided)]
    [InlineData("Variant", Possibility.Undecided)]
    [InlineData("Class", Possibility.Impossible)]
    public void Rows_under_a_title_of_groups_may_be_sets(string title, Possibility expected) =>
        Audit($"| {title} | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| A | 0.75 | 0.75 | 0.75 | 10 |\n"
            + "| B | 1.00 | 0.80 | 0.89 | 10 |\n").Answer.Possibility.Should().Be(expected);

    [Theory]
    [InlineData("English", "German", Possibility.Undecided)]
    [InlineData("cat", "owl", Possibility.Impossible)]
    public void Rows_called_as_languages_may_be_sets(string first, string second, Possibility expected) =>
        Audit($"{{\"{first}_precision\": 0.75, \"{first}_recall\": 0.75, \"{first}_support\": 10, \"{second}_precision\": 1.00, "
            + $"\"{second}_recall\": 0.80, \"{second}_support\": 10}}").Answer.Possibility.Should().Be(expected);

    [Fact]
    public void A_class_may_be_called_as_a_set_is() =>
        Audit("{\"train\": {\"precision\": 0.75, \"recall\": 0.75, \"f1\": 0.75, \"support\": 4}, \"bus\": {\"precision\": 0.83, "
            + "\"recall\": 0.83, \"f1\": 0.83, \"support\": 6}}").Figures.ClassNames.Should().Equal("train", "bus");

    [Fact]
    public void A_set_without_images_is_refused_and_says_what_to_give() =>
        Refusal("{\"test\": {\"precision\": 0.75, \"recall\": 0.75, \"f1\": 0.75}}").Should()
            .Match(
                "*:1: 'test' is a set of images and no class, expected its images under 'support'; *--claim beside --support or --images");

    [Fact]
    public void A_claim_beside_a_set_is_refused() =>
        Refusal($"{{{Test}}}", claims: ["specificity=0.83"])
            .Should().Match("*'test' is a set of images and no class, expected no --claim *");

    /// <summary>The same set as programs that train log it.</summary>
    [Fact]
    public void Numbers_called_after_a_set_are_of_it()
    {
        var audit = Audit("{\"epoch\": 3, \"eval_loss\": 0.53, \"eval_accuracy\": 0.8, \"eval_precision\": 0.75, \"eval_recall\": 0.75, "
            + "\"eval_f1\": 0.75, \"eval_samples\": 10}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(6, 4);
    }
}

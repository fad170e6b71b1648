using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Classes in a dictionary of their own, with averages and single numbers beside it: 3 of 4 cats were seen and 5 of 6 owls, and the others
/// taken for one another. The means are 0.79, weighted 0.80; accuracy is 0.80, kappa and Matthews' correlation are 7/12.
/// </summary>
public sealed class NestedReportsSpecs
{
    private const string Classes =
        "{\"cat\": {\"precision\": 0.75, \"recall\": 0.75, \"f1-score\": 0.75, \"support\": 4}, \"owl\": {\"precision\": 0.83, "
        + "\"recall\": 0.83, \"f1-score\": 0.83, \"support\": 6}}";

    /// <summary>
    /// [[41, 5, 4], [3, 57, 10], [6, 2, 22]], of which the first is no relation. Of the other two together 79 of 100 were found, and 100
    /// were taken for them: 0.79; their means are 0.7509, 0.7738 and 0.7587. All three together have 0.80.
    /// </summary>
    private const string Relations =
        "{\"no_relation\": {\"precision\": 0.82, \"recall\": 0.82, \"f1-score\": 0.82, \"support\": 50}, \"born_in\": {"
        + "\"precision\": 0.8906, \"recall\": 0.8143, \"f1-score\": 0.8507, \"support\": 70}, \"works_for\": {\"precision\": 0.6111, "
        + "\"recall\": 0.7333, \"f1-score\": 0.6667, \"support\": 30}}";

    private const string Means = "{\"precision\": 0.79, \"recall\": 0.79, \"f1\": 0.79, \"support\": 10}";

    // No mean of 0.75 and 0.83 is 0.50.
    [Theory]
    [InlineData("overall", "per_class")]
    [InlineData("overall", "classes")]
    [InlineData("macro", "per_label")]
    [InlineData("macro_metrics", "class_metrics")]
    [InlineData("summary", "by_class")]
    [InlineData("aggregate", "details")]
    public void A_line_of_all_images_beside_the_dictionary_of_the_classes_is_an_average(string average, string classes)
    {
        var paste = $"{{\"{average}\": {Means}, \"{classes}\": {Classes}}}";

        Audit(paste).Figures.ClassNames.Should().Equal("cat", "owl");
        Verdict(paste).Should().Be(Possibility.Consistent);
        Verdict(paste.Replace("\"recall\": 0.79", "\"recall\": 0.50", StringComparison.Ordinal)).Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void Averages_may_stand_in_a_dictionary_of_their_own()
    {
        const string paste = "{\"averages\": {\"macro avg\": " + Means + "}, \"per_class\": " + Classes + "}";

        Verdict(paste).Should().Be(Possibility.Consistent);
        Verdict(paste.Replace("\"recall\": 0.79", "\"recall\": 0.50", StringComparison.Ordinal)).Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void Without_images_too()
    {
        const string paste = "{\"accuracy\": 0.80, \"macro\": {\"precision\": 0.79, \"recall\": 0.79, \"f1\": 0.79}, \"per_class\": "
            + Classes + "}";

        Verdict(paste).Should().Be(Possibility.Consistent);
        Verdict(paste.Replace("\"recall\": 0.79", "\"recall\": 0.50", StringComparison.Ordinal)).Should()
            .Be(Possibility.Impossible);
    }

    /// <summary>No recall of 4 cats is 0.70, whatever stands beside them.</summary>
    [Fact]
    public void What_is_wrong_in_the_classes_stays_wrong()
    {
        var audit = Audit($"{{\"overall\": {Means}, \"per_class\": "
            + Classes.Replace("\"recall\": 0.75", "\"recall\": 0.70", StringComparison.Ordinal) + "}");

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.Answer.Conflict.Select(claim => $"{claim}").Should().Equal("recall[0]=0.70");
    }

    [Fact]
    public void A_line_of_all_images_with_the_scores_of_one_class_of_two_is_of_the_positive_one_and_no_average()
    {
        var audit = Audit($"{{\"overall\": {{\"precision\": 0.83, \"recall\": 0.83, \"f1\": 0.83}}, \"per_class\": {Classes}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: overall");
    }

    [Theory]
    [InlineData("\"accuracy\": 0.80", "\"accuracy\": 0.95")]
    [InlineData("\"accuracy\": 80.0", "\"accuracy\": 95.0")]
    [InlineData("\"error_rate\": 0.20", "\"error_rate\": 0.05")]
    [InlineData("\"balanced_accuracy\": 0.79", "\"balanced_accuracy\": 0.10")]
    [InlineData("\"mcc\": 0.58", "\"mcc\": 0.99")]
    [InlineData("\"kappa\": 0.58", "\"kappa\": 0.99")]
    [InlineData("\"f1_macro\": 0.79", "\"f1_macro\": 0.50")]
    [InlineData("\"f1.macro\": 0.79", "\"f1.macro\": 0.50")]
    [InlineData("\"f1_micro\": 0.80", "\"f1_micro\": 0.31")]
    [InlineData("\"zero_one_loss\": 0.20", "\"zero_one_loss\": 0.05")]
    [InlineData("\"weighted_f1\": 0.80", "\"weighted_f1\": 0.50")]
    [InlineData("\"overall\": {\"accuracy\": 0.80}", "\"overall\": {\"accuracy\": 0.95}")]
    public void A_figure_of_all_classes_beside_the_only_report_is_judged(string right, string wrong)
    {
        foreach (var name in (string[])["report", "classification_report", "classes"])
        {
            Verdict($"{{{right}, \"{name}\": {Classes}}}").Should().Be(Possibility.Consistent);
            Verdict($"{{{wrong}, \"{name}\": {Classes}}}").Should().Be(Possibility.Impossible);
        }
        Audit($"{Classes[..^1]}, {right}}}").Figures.ClassNames.Should().Equal("cat", "owl");
    }

    [Theory]
    [InlineData("mcc", "0.99")]
    [InlineData("balanced_accuracy", "0.10")]
    public void A_figure_of_all_classes_among_them_is_judged(string name, string wrong) =>
        Verdict($"{Classes[..^1]}, \"accuracy\": 0.80, \"{name}\": {wrong}}}").Should().Be(Possibility.Impossible);

    [Fact]
    public void An_accuracy_beside_a_report_that_has_another_is_impossible() =>
        Verdict($"{{\"accuracy\": 0.95, \"report\": {Classes[..^1]}, \"accuracy\": 0.80}}}}").Should()
            .Be(Possibility.Impossible);

    [Theory]
    [InlineData("\"loss\": 0.41", "loss")]
    [InlineData("\"roc_auc\": 0.31", "roc_auc")]
    [InlineData("\"precision\": 0.31", "precision")]
    [InlineData("\"error\": 0.05", "error")]
    [InlineData("\"accuracy\": 0.95, \"acc\": 0.80", "accuracy, acc")]
    // Nothing says that 1.5 is per cent, and of an error below 1 nothing what it is beside figures in per cent.
    [InlineData("\"kappa\": 1.5", "kappa")]
    [InlineData("\"accuracy\": 80.0, \"error_rate\": 0.95", "error_rate")]
    [InlineData("\"train_accuracy\": 0.31", "train_accuracy")]
    [InlineData("\"best\": {\"f1\": 0.31}", "best")]
    [InlineData("\"test_metrics\": {\"accuracy\": 0.31}", "test_metrics")]
    [InlineData("\"later\": {\"images\": {\"accuracy\": 0.31}}", "later")]
    [InlineData("\"accuracy\": {\"train\": 0.99, \"test\": 0.80}", "accuracy")]
    [InlineData("\"accuracy\": {\"lower\": 0.44, \"value\": 0.80, \"upper\": 0.97}", "accuracy")]
    [InlineData("\"accuracy\": {\"train\": 0.99}", "accuracy")]
    [InlineData("\"accuracy\": 0.99, \"val_accuracy\": 0.80", "accuracy, val_accuracy")]
    [InlineData("\"accuracy\": 0.99, \"test_accuracy\": 0.80", "accuracy, test_accuracy")]
    public void Other_numbers_beside_a_report_are_named(string beside, string named)
    {
        var audit = Audit($"{{{beside}, \"report\": {Classes}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
    }

    [Fact]
    public void A_number_beside_several_reports_is_named_as_it_may_be_of_either()
    {
        var read = Read($"{{\"accuracy\": 0.95, \"train\": {Classes}, \"test\": {Classes}}}");

        read.Select(figures => FiguresAudit.Of(figures).Answer.Possibility).Should().Equal(Possibility.Consistent, Possibility.Consistent);
        read[0].Notes.Should().Contain("not judged: accuracy");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("val_report")]
    [InlineData("ood")]
    [InlineData("tuned")]
    [InlineData("worst_classes")]
    [InlineData("entities")]
    public void A_number_beside_a_report_whose_name_says_more_may_be_of_something_else(string set)
    {
        var audit = Audit($"{{\"accuracy\": 0.95, \"{set}\": {Classes}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: accuracy");
    }

    [Fact]
    public void An_accuracy_may_stand_in_a_dictionary_of_its_own_beside_its_images() =>
        Verdict($"{{\"accuracy\": {{\"value\": 0.95, \"n\": 10}}, \"per_class\": {Classes}}}").Should()
            .Be(Possibility.Impossible);

    /// <summary>The F1 of owls is 10/12 = 0.8333.</summary>
    [Theory]
    [InlineData("{\"accuracy\": 0.80, \"f1\": 0.83}")]
    [InlineData("{\"accuracy\": 0.80, \"precision\": 0.8333, \"recall\": 0.8333, \"f1\": 0.8333}")]
    public void Scores_of_the_positive_class_may_be_fewer_or_have_more_digits(string overall)
    {
        var audit = Audit($"{{\"overall\": {overall}, \"per_class\": {Classes}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: overall");
    }

    [Theory]
    [InlineData("\"micro\": {\"precision\": 0.79, \"recall\": 0.79, \"f1\": 0.79}", "micro")]
    [InlineData("\"macro\": {\"precision\": 0.7509, \"recall\": 0.7738, \"f1\": 0.7587}", "macro")]
    [InlineData("\"f1_macro\": 0.7587", "f1_macro")]
    public void Means_beside_a_class_of_what_is_none_may_leave_it_out(string mean, string named)
    {
        var audit = Audit($"{{\"per_class\": {Relations}, {mean}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain($"not judged: {named}");
        Verdict($"{{\"per_class\": {Relations.Replace("no_relation", "cousin_of", StringComparison.Ordinal)}, {mean}}}")
            .Should().Be(Possibility.Impossible);
    }

    /// <summary>seqeval's: 9 of 10 places and 8 of 10 people were found, with one and two false ones.</summary>
    [Fact]
    public void An_accuracy_beside_entities_is_of_tokens()
    {
        var audit = Audit("{'accuracy': 0.97, 'entities': {'LOC': {'precision': 0.9, 'recall': 0.9, 'f1': 0.9, 'number': 10}, 'PER': "
            + "{'precision': 0.8, 'recall': 0.8, 'f1': 0.8, 'number': 10}}}");

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: accuracy");
    }

    [Fact]
    public void Entities_are_told_by_their_number_where_no_name_says_so()
    {
        var audit = Audit("{'LOC': {'precision': 0.9, 'recall': 0.9, 'f1': 0.9, 'number': 10}, 'PER': {'precision': 0.8, 'recall': 0.8, "
            + "'f1': 0.8, 'number': 10}, 'accuracy': 0.97}");

        audit.Figures.ClassNames.Should().Equal("LOC", "PER");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().Contain("not judged: accuracy");
    }
}

using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Tables of groups of people, of whom each group has sick and healthy ones: 40 of 72 sick women found and 16 of 928 healthy ones taken
/// for sick, 323 of 520 sick men and 119 of 1480 healthy ones. Of one test set with 1000 women and 2000 men, men and women would be the
/// classes, with 556 and 1242 hits, and the false alarms of one the misses of the other.
/// </summary>
public sealed class GroupsOfPeopleSpecs
{
    private const string Titles =
        "| Group | Support | Accuracy | Precision (PPV) | Recall (TPR) | FPR | F1 |\n|---|---|---|---|---|---|---|\n";

    private const string Women = "| Female | 1000 | 0.952 | 0.714 | 0.556 | 0.017 | 0.625 |\n";

    private const string Men = "| Male | 2000 | 0.842 | 0.731 | 0.621 | 0.080 | 0.672 |\n";

    private const string All = "| Overall | 3000 | 0.879 | 0.729 | 0.613 | 0.056 | 0.666 |\n";

    private const string Frame = "            accuracy  precision    recall   support\n{0}\n"
        + "Female      0.952000   0.714286  0.555556    1000\nMale        0.842000   0.730769  0.621154    2000\n";

    private const string Turned = "| {0} | Female | Male | Overall |\n|---|---|---|---|\n| Accuracy | 0.952 | 0.842 | 0.879 |\n"
        + "| Precision | 0.714 | 0.731 | 0.729 |\n| Recall | 0.556 | 0.621 | 0.613 |\n| FPR | 0.017 | 0.080 | 0.056 |\n"
        + "| Support | 1000 | 2000 | 3000 |\n";

    public static TheoryData<string> Groups =>
    [
        Titles + Women + Men + All,
        Frame.Replace("{0}", "sex", StringComparison.Ordinal),
        Frame.Replace("{0}", "sensitive_feature_0", StringComparison.Ordinal),
        // Only the accuracies say so.
        Frame.Replace("{0}", "", StringComparison.Ordinal),
        Frame.Replace("{0}", "who", StringComparison.Ordinal),
        Turned.Replace("{0}", "", StringComparison.Ordinal),
        Turned.Replace("{0}", "Subgroup", StringComparison.Ordinal),
        .. new[] { "Subgroup", "Age group", "Patient sex", "Cohort", "Site", "Hospital", "Reader" }.Select(title =>
            $"{title},Precision,Recall,FPR,Support\nA,0.714,0.556,0.017,1000\nB,0.731,0.621,0.080,2000\nOverall,0.729,0.613,0.056,3000\n"),
    ];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Groups_with_images_of_their_own_are_not_called_impossible_though_their_images_are_called_support(string paste)
    {
        var audit = Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Undecided);
        audit.Figures.Notes.Should().ContainMatch("not judged: rows may be sets of their own, *");
        Verdict(paste).Should().Be(Possibility.Undecided);
    }

    [Fact]
    public void Groups_whose_figures_classes_of_many_could_have_are_not_called_impossible_either() =>
        Audit(Titles + Women + Men).Answer.Possibility.Should().NotBe(Possibility.Impossible);

    /// <summary>The F1 of 0.714 and 0.556 is 0.625.</summary>
    [Fact]
    public void What_no_group_alone_can_have_is_impossible() =>
        Audit(Titles + Women.Replace("0.625", "0.725", StringComparison.Ordinal) + Men).Answer.Possibility.Should()
            .Be(Possibility.Impossible);

    /// <summary>
    /// [[90, 6, 4], [5, 183, 12], [3, 8, 89]] with a recall of 200 images that is none of theirs: beside the accuracy of all classes, that
    /// of each against the others (1 - 18/400, 1 - 31/400, 1 - 27/400), or recalls that are called so.
    /// </summary>
    [Theory]
    [InlineData("", "0.905", "0.905", "0.905")]
    [InlineData("", "0.955", "0.923", "0.933")]
    [InlineData("", "0.900", "0.911", "0.890")]
    [InlineData("Class", "0.951", "0.842", "0.779")]
    [InlineData("Class group", "0.951", "0.842", "0.779")]
    public void Classes_with_accuracies_of_classes_are_classes(string title, params string[] accuracies) =>
        Audit($"| {title} | Support | Accuracy | Precision | Recall | F1 |\n|---|---|---|---|---|---|\n"
            + $"| cat | 100 | {accuracies[0]} | 0.918 | 0.900 | 0.909 |\n| dog | 200 | {accuracies[1]} | 0.929 | 0.911 | 0.922 |\n"
            + $"| bird | 100 | {accuracies[2]} | 0.848 | 0.890 | 0.868 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void Groups_with_a_macro_average_are_classes_by_it() =>
        Audit("| Group | Precision | Recall | Support |\n|---|---|---|---|\n| fish | 0.75 | 0.75 | 4 |\n| birds | 0.83 | 0.81 | 6 |\n"
            + "| Macro avg | 0.79 | 0.78 | 10 |\n").Answer.Possibility.Should().Be(Possibility.Impossible);
}

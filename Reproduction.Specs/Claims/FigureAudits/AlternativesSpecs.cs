using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What figures that no counts print would be, if they were computed otherwise.</summary>
public sealed class AlternativesSpecs
{
    [Fact]
    public void A_macro_F1_of_the_mean_precision_and_recall_is_known_as_such()
    {
        // 2 · 0.83 · 0.75 / 1.58 = 0.79, where the mean of the F1s is 0.73.
        Alternatives("4,4", "precision[0]=1.00", "recall[0]=0.50", "f1[0]=0.67", "precision[1]=0.67", "recall[1]=1.00", "f1[1]=0.80",
            "macro_precision=0.83", "macro_recall=0.75", "macro_f1=0.79").Should()
            .ContainSingle().Which.Should().Be("the macro F1 is the F1 of the mean precision and the mean recall, not the mean of the F1s");
        Alternatives("4,4", "precision[0]=1.00", "recall[0]=0.50", "f1[0]=0.67", "precision[1]=0.67", "recall[1]=1.00", "f1[1]=0.80",
            "macro_precision=0.83", "macro_recall=0.75", "macro_f1=0.85").Should().BeEmpty();
    }

    [Fact]
    public void An_F1_of_the_printed_precision_and_recall_is_known_as_such()
    {
        // 2 · 0.67 · 0.50 / 1.17 = 0.573, where 4 found of 8 and 2 too many have 8/14 = 0.571.
        Alternatives("8,8", "precision[0]=0.67", "recall[0]=0.50", "f1[0]=0.573", "precision[1]=0.60", "recall[1]=0.75", "f1[1]=0.667")
            .Should().ContainSingle().Which.Should().Be("each F1 was computed from the rounded precision and recall");
        Alternatives("8,8", "precision[0]=0.67", "recall[0]=0.50", "f1[0]=0.575", "precision[1]=0.60", "recall[1]=0.75", "f1[1]=0.667")
            .Should().BeEmpty();
    }

    /// <summary>
    /// [[42, 5, 0, 3], [3, 38, 2, 2], [1, 4, 33, 2]], of which the last column is of answers that name no class: 7 of 22 errors are no
    /// false alarms. Weighted, the precisions are (50 · 42/46 + 45 · 38/47 + 40 · 33/35) / 135 = 0.887.
    /// </summary>
    private static string Answers(string accuracy, string averages) => PastedTable.Titles
        + "| cat | 0.913 | 0.840 | 0.875 | 50 |\n| dog | 0.809 | 0.844 | 0.826 | 45 |\n| car | 0.943 | 0.825 | 0.880 | 40 |\n"
        + $"| Accuracy | | | {accuracy} | 135 |\n{averages}";

    private const string None = "some images were taken for none of these classes";

    [Theory]
    [InlineData("", None)]
    [InlineData("| Macro avg | 0.888 | 0.836 | 0.860 | 135 |\n| Weighted avg | 0.887 | 0.837 | 0.860 | 135 |\n", None)]
    // Sums over 4.
    [InlineData("| Macro avg | 0.666 | 0.627 | 0.645 | 135 |\n", None + ", which macro averages count as one class more")]
    public void A_table_of_answers_some_of_which_name_no_class_is_impossible_and_known_as_such(string averages, string words)
    {
        var audit = PastedTable.Audit(Answers("0.837", averages));

        audit.Answer.Possibility.Should().Be(Possibility.Impossible);
        audit.WouldBe.Should().ContainSingle().Which.Should().Be(words);
    }

    [Theory]
    [InlineData("0.857", "")]
    [InlineData("0.837", "| Macro avg | 0.788 | 0.836 | 0.860 | 135 |\n")]
    public void Figures_that_are_wrong_whatever_images_were_taken_for_are_not_explained_by_answers_that_name_no_class(
        string accuracy, string averages) => PastedTable.Audit(Answers(accuracy, averages)).WouldBe.Should().BeEmpty();

    private static IReadOnlyList<string> Alternatives(string support, params string[] claims) =>
        FiguresAudit.Of(FiguresReader.Read(new() { Support = support, Claims = claims })[0]).WouldBe;
}

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

    private static IReadOnlyList<string> Alternatives(string support, params string[] claims) =>
        FiguresAudit.Of(AuditInput.Read(new() { Support = support, Claims = claims })[0]).WouldBe;
}

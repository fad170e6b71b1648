using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.Figures;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Spellings of names: with apostrophes, points, brackets and per cent, and in other languages.</summary>
public sealed class ClaimNamesSpecs
{
    [Theory]
    [InlineData("Cohen's kappa", "kappa")]
    [InlineData("Cohen’s kappa", "kappa")]
    [InlineData("Cohen's kappa coefficient", "kappa")]
    [InlineData("Kappa (κ)", "kappa")]
    [InlineData("Youden's J", "informedness")]
    [InlineData("Youden's index", "informedness")]
    [InlineData("F1 (macro)", "macro_f1")]
    [InlineData("F1-score (macro avg)", "macro_f1")]
    [InlineData("F1 (macro-averaged)", "macro_f1")]
    [InlineData("macro-averaged F1", "macro_f1")]
    [InlineData("macro average F1", "macro_f1")]
    [InlineData("Precision (weighted average)", "weighted_precision")]
    [InlineData("micro-averaged recall", "micro_recall")]
    [InlineData("Sens.", "recall")]
    [InlineData("Spec.", "specificity")]
    [InlineData("Prec.", "precision")]
    [InlineData("Rec.", "recall")]
    [InlineData("Bal. Acc.", "balanced_accuracy")]
    [InlineData("Acc.", "accuracy")]
    [InlineData("Overall accuracy (OA)", "accuracy")]
    [InlineData("Sensitivity (recall)", "recall")]
    [InlineData("F0.5", "f0.5")]
    [InlineData("F-1 score", "f1")]
    // Words that say no more.
    [InlineData("Kappa value", "kappa")]
    [InlineData("Kappa (Cohen)", "kappa")]
    [InlineData("MCC score", "mcc")]
    [InlineData("Matthews", "mcc")]
    [InlineData("Accuracy (ACC)", "accuracy")]
    [InlineData("Balanced accuracy index", "balanced_accuracy")]
    public void A_name_is_known_in_any_spelling(string name, string usual)
    {
        string[] classes = ["0", "1"];

        PublishedNames.Parse(name, classes).Should().NotBeNull().And.Be(PublishedNames.Parse(usual, classes));
    }

    [Theory]
    [InlineData("Accuracy (test)")]
    [InlineData("Sensitivity (specificity)")]
    [InlineData("F1 (fold 1)")]
    [InlineData("macro-averaged")]
    // With weights of errors, or of other classes than one against the rest; and areas under curves.
    [InlineData("weighted kappa")]
    [InlineData("macro_mcc")]
    [InlineData("macro_accuracy")]
    [InlineData("average_precision_macro")]
    [InlineData("Average precision (macro)")]
    [InlineData("macro average precision")]
    // A statistic of a test, and a mean of means, such as one over runs.
    [InlineData("F statistic")]
    [InlineData("avg macro F1")]
    [InlineData("macro_f1_avg")]
    public void A_name_that_says_something_else_in_brackets_is_none(string name) =>
        PublishedNames.Parse(name, ["0", "1"]).Should().BeNull();

    // 174 and 87 of 200 and 100 are 0.87, 261 of 300.
    [Theory]
    [InlineData("Accuracy (%)=87.00", Possibility.Consistent)]
    [InlineData("Accuracy (%)=87.20", Possibility.Impossible)]
    [InlineData("Accuracy [%]=87.00", null)]
    [InlineData("Accuracy (%)=87.00%", Possibility.Consistent)]
    [InlineData("accuracy in %=87.00", Possibility.Consistent)]
    [InlineData("Sens. (%)=87.0", Possibility.Consistent)]
    [InlineData("Error rate (%)=13.00", Possibility.Consistent)]
    public void A_name_may_say_that_its_value_is_per_cent(string claim, Possibility? expected)
    {
        Possibility Verdict() => FiguresAudit.Of(
            FiguresReader.Read(new() { Support = "200,100", Claims = [claim, "recall[0]=0.87", "recall[1]=0.87"] })[0]).Answer.Possibility;

        if (expected is null) FluentActions.Invoking(() => Verdict()).Should().Throw<BadInputException>();
        else Verdict().Should().Be(expected.Value);
    }

    /// <summary>Of [[41, 5, 4], [3, 57, 10], [6, 2, 22]].</summary>
    [Theory]
    [InlineData("Klasse\tPräzision\tRecall\tF1-Maß\tAnzahl")]
    [InlineData("Klasse\tPräzision\tTrefferquote\tF-Maß\tSupport")]
    [InlineData("Classe\tPrécision\tRappel\tScore F1\tEffectif")]
    [InlineData("Clase\tPrecisión\tSensibilidad\tF1\tSoporte")]
    public void Titles_may_be_in_another_language(string titles)
    {
        var table = $"{titles}\ncat\t0,820\t0,820\t0,820\t50\ndog\t0,891\t0,814\t0,851\t70\nbird\t0,611\t0,733\t0,667\t30\n";

        Audit(table).Question.Claims.Should().HaveCount(9);
        Audit(table).Answer.Possibility.Should().Be(Possibility.Consistent);
        // 0,824 is no k/70: under a title that may count other images, they are asked for.
        var wrong = table.Replace("0,814", "0,824", StringComparison.Ordinal);
        if (titles.EndsWith("Anzahl", StringComparison.Ordinal) || titles.EndsWith("Effectif", StringComparison.Ordinal))
            Refusal(wrong).Should().EndWith("give it as --support 50,70,30)");
        else Audit(wrong).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void In_a_header_of_words_a_rate_of_selection_is_named_and_not_judged_as_between_bars()
    {
        const string text = "            accuracy  precision  recall  selection_rate  count\nsex\n"
            + "Female      0.952     0.714      0.556   0.056           1000\n"
            + "Male        0.800     0.732      0.621   0.280           200\n";

        Read(text)[0].ClassNames.Should().Equal("Female", "Male");
        Read(text)[0].Notes.Should().ContainMatch("not judged: *selection_rate*");
        Read(text)[0].Question.Supports.Should().Equal(1000, 200);
    }
}

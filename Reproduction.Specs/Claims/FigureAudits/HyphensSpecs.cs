using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Hyphens as typesetters and word processors have them: 4 cats of which 3 were seen, 6 owls of which 5 were.</summary>
public sealed class HyphensSpecs
{
    private const string Markdown = "| Class | Precision | Recall | F1-score | Support |\n|---|---|---|---|---|\n"
        + "| cat | 0.75 | 0.75 | 0.75 | 4 |\n| long-eared owl | 0.83 | 0.83 | 0.83 | 6 |\n| Macro-avg | 0.79 | 0.79 | 0.79 | 10 |\n";

    private const string Text =
        "precision recall f1-score support\n\ncat 0.75 0.75 0.75 4\nlong-eared owl 0.83 0.83 0.83 6\n\nmacro-avg 0.79 0.79 0.79 10\n";

    /// <summary>The hyphen, the one at which no line breaks, the minus, and those of wide type; an en dash in Markdown alone.</summary>
    public static TheoryData<string, char> Pastes => new()
    {
        { Markdown, '\u2010' },
        { Markdown, '\u2011' },
        { Markdown, '\u2212' },
        { Markdown, '\u2013' },
        { Markdown, '\uFF0D' },
        { Text, '\u2010' },
        { Text, '\u2011' },
        { Text, '\uFE63' },
    };

    /// <summary>No F1 between 0.83 and 0.83 is 0.93, and no mean of 0.75 and 0.83 is 0.89.</summary>
    [Theory]
    [MemberData(nameof(Pastes))]
    public void Hyphens_of_all_kinds_are_hyphens_in_titles_and_in_names_of_averages(string paste, char hyphen)
    {
        string Set(string text) => text.Replace("f1-score", $"f1{hyphen}score", StringComparison.OrdinalIgnoreCase)
            .Replace("macro-avg", $"macro{hyphen}avg", StringComparison.OrdinalIgnoreCase);

        var audit = Audit(Set(paste));
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Question.Claims.Select(claim => $"{claim}").Should().Contain("f1[1]=0.83").And.Contain("macro_f1=0.79");
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        foreach (var (right, wrong) in new[] { ("0.83", "0.93"), ("0.79", "0.89") })
        {
            var last = paste.LastIndexOf(right, StringComparison.Ordinal);
            Audit(Set(paste[..last] + wrong + paste[(last + right.Length)..])).Answer.Possibility.Should().Be(Possibility.Impossible);
        }
    }

    [Theory]
    [InlineData("macro\u2011F1=0.79", Possibility.Consistent)]
    [InlineData("macro\u2010F1=0.89", Possibility.Impossible)]
    [InlineData("F1\u2013score[long\u2011eared owl]=0.83", Possibility.Consistent)]
    [InlineData("F1\uFF0Dscore[long\u2010eared owl]=0.93", Possibility.Impossible)]
    public void Names_of_claims_may_have_them_too(string claim, Possibility expected) =>
        Audit(Text, claims: [claim]).Answer.Possibility.Should().Be(expected);
}

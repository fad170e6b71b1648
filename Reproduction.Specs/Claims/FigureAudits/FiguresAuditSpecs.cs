using System.Text.Json;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Answers;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What an audit of figures says, to people and to programs, on images so few that anyone can count them.</summary>
public sealed class FiguresAuditSpecs : IDisposable
{
    private const string Three =
        """
                      precision    recall  f1-score   support

                 cat       0.80      0.80      0.80         5
             hot dog       0.75      0.60      0.67         5
                 owl       0.83      1.00      0.91         5

            accuracy                           0.80        15
           macro avg       0.79      0.80      0.79        15
        weighted avg       0.79      0.80      0.79        15

        """;

    private const string Listed =
        """
                      precision    recall  f1-score   support
                   a       1.00      0.50      0.67         2
                   b       0.67      1.00      0.80         2
           micro avg       0.75      0.75      0.75         4
           macro avg       0.83      0.75      0.73         4
        """;

    private static readonly (string? Table, string? Support, string Claims, string? Rounding)[] Questions =
    [
        (Three, null, "", null),
        (Three, null, "disparate_impact=0.8000 recall[hot dog]=0.6", "nearest"),
        (Three, null, "disparate_impact=0.9", null),
        (Three, null, "recall[1]=0.61", null),
        (Listed, null, "", null),
        (Listed, null, "recall_gap=0.4", null),
        (null, "5,5,5", "recall[0]=0.80 recall[1]=0.60 recall[2]=0.80 accuracy=0.80", null),
        (null, "10,10", "accuracy=0.90 disparate_impact=0.95", null),
        (null, "10,10", "accuracy=0.9 disparate_impact=0.81", null),
        (null, "7,3", "accuracy=0.85", null),
        (null, "7,3", "accuracy=0.85", "truncate"),
        (null, "7,3", "recall[0]=0.50", "printf"),
        (null, "200,100", "accuracy=0.9567 recall[1]=0.8545 recall[0]=0.9734", null),
        (null, "200,100", "recall[0]=0.5 precision[0]=0.9 f1[0]=0.9", null),
        (null, "200,100", "recall[1]=0.81 f1[1]=0.4894 accuracy=0.8464", null),
        (null, "5,5", "matthews_corrcoef=0.8166 npv=0.8333", null),
        (null, "5,5", "npv=0.8334", null),
        (null, "9,9", "macro_recall=0.90", null),
        (null, "9,9", "weighted_recall=0.95 recall[0]=1.00", null),
        (null, "9,8", "macro_precision=0.99 recall[0]=0.5", "any"),
        (null, "3,2", "auroc_ovr_macro=0.85", null),
        (null, "3,2", "auroc_ovr_macro=1.2", null),
        (null, "9,9", "recall_ratio=0.99 recall_gap=0.01", null),
        (null, "10,10", "specificity[0]=0.85", null),
        (null, "6,6", "precision[0]=0.99", null),
        (null, "6,6", "f1[0]=0.99 recall[0]=1.0", null),
        (null, "10,10,10,10,10,10", "recall[0]=0.9 recall[1]=0.9 recall[2]=0.9 recall[3]=0.8 recall[4]=0.8 recall[5]=0.8 accuracy=0.70",
            null),
        (null, "1000,1000", "recall[0]=0.95 recall[1]=1.000", "any"),
        (Three.Replace(" 15\n", " 14\n", StringComparison.Ordinal), null, "", null),
        (null, "7,3", "recall[0]=1.00 recall[1]=1.00 disparate_impact=0.90", null),
        (null, "10,10", "accuracy=0.50 recall[0]=1.00 recall[1]=1.00 disparate_impact=0.40", null),
        (null, "10,10", "accuracy=0.80 f1[0]=1.00 disparate_impact=0.85", null),
        (null, "10,10", "accuracy=0.85 disparate_impact=1.00", null),
        (null, "10,10", "accuracy=0.90 recall_ratio=0.70", null),
        (null, "2,2", "macro_f1=0.60", null),
        (null, "2,2", "macro_precision=0.83 macro_f1=0.50", null),
        (null, "3,3", "precision[0]=0.60 accuracy=0.83", null),
        (null, "10,10", "precision[0]=0.75 recall[0]=0.90 accuracy=0.60", null),
        (null, "10,10", "accuracy=0.00 macro_precision=0.80", null),
        (null, "20,20", "recall[0]=0.85 f1[0]=0.90", null),
        (null, "20,20", "recall[0]=0.70 precision[0]=0.90", null),
        (null, "20,20", "recall[0]=0.15 specificity[0]=0.51", null),
        (null, "2,3,4", "auroc_ovr_macro=0.9950", null),
        (null, "5,5", "matthews_corrcoef=-0.41", null),
        (null, "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "accuracy=1.00", null),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_text_gives_the_verdict_the_clash_with_its_reasons_or_counts_that_print_every_figure()
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var question in Questions)
        {
            text.WriteLine(
                $"==== {question.Support ?? (question.Table == Listed ? "a, b and others" : "cat, hot dog and owl")} {question.Claims} "
                + $"{question.Rounding}");
            FiguresAuditText.Write(Audit(question), text);
            text.WriteLine();
        }

        await Verify(text.ToString(), extension: "txt");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_JSON_says_the_same()
    {
        var json =
            new[] { Questions[1], Questions[4], Questions[6], Questions[19] }.Select(question => FiguresAuditJson.Of(Audit(question)));

        await Verify(JsonSerializer.Serialize(json, Indented), extension: "json");
    }

    [Fact]
    public void The_verdict_alone_is_that_with_its_evidence()
    {
        foreach (var question in Questions)
            FiguresAudit.Possible(Read(question)).Should().Be(Audit(question).Answer.Possibility, $"{question}");
    }

    private FiguresAudit Audit((string? Table, string? Support, string Claims, string? Rounding) question) =>
        FiguresAudit.Of(Read(question));

    private AuditedFigures Read((string? Table, string? Support, string Claims, string? Rounding) question)
    {
        string? report = null;
        if (question.Table is { } table) File.WriteAllText(report = folder["report.txt"], table);
        var claims =
            System.Text.RegularExpressions.Regex.Matches(question.Claims, @"[^ =]+(?: dog\])?=\S+").Select(match => match.Value).ToList();
        return FiguresReader.Read(
            new() { Report = report, Support = question.Support, Claims = claims, Rounding = question.Rounding })[0];
    }
}

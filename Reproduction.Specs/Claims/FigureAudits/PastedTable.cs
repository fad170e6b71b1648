using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>A paste in a file, and what the audit makes of it.</summary>
internal static class PastedTable
{
    /// <summary>The first lines of a table in Markdown.</summary>
    public const string Titles = "| class | precision | recall | f1-score | support |\n|---|---|---|---|---|\n";

    /// <summary>What is to be audited in a paste.</summary>
    public static IReadOnlyList<AuditedFigures> Read(
        string paste, string? support = null, string? lastLine = null, IReadOnlyList<string>? claims = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["paste.txt"], paste);
        return FiguresReader.Read(new() { Report = folder["paste.txt"], Support = support, LastLine = lastLine, Claims = claims ?? [] });
    }

    /// <summary>The report that is its only table, from a paste that messages call <c>table</c>.</summary>
    public static PrintedReport Report(string paste, RoundingRule rule = RoundingRule.Printf, IReadOnlyList<long>? supports = null) =>
        new PastedFigures("table", paste, new(), new() { Rule = rule, Supports = supports }).Read().Single().Report!;

    /// <summary>The audit of its only table.</summary>
    public static FiguresAudit Audit(
        string paste, string? support = null, string? lastLine = null, IReadOnlyList<string>? claims = null) =>
        FiguresAudit.Of(Read(paste, support, lastLine, claims).Should().ContainSingle().Which);

    /// <summary>The verdict on its only table, without the evidence that an audit looks for beside it.</summary>
    public static Possibility Verdict(
        string paste, string? support = null, string? lastLine = null, IReadOnlyList<string>? claims = null) =>
        FiguresAudit.Possible(Read(paste, support, lastLine, claims).Should().ContainSingle().Which);

    /// <summary>The one line that refuses it.</summary>
    public static string Refusal(string paste, string? support = null, IReadOnlyList<string>? claims = null) =>
        FluentActions.Invoking(() => Read(paste, support, claims: claims)).Should().Throw<BadInputException>().Which.Message;
}

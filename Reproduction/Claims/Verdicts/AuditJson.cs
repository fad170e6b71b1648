using System.Text.Json.Nodes;
using Reproduction.Claims.Published;
using Reproduction.Metrics;
using Reproduction.Text;

namespace Reproduction.Claims.Verdicts;

/// <summary>The audit as one JSON object.</summary>
public static class AuditJson
{
    /// <summary>The same as <see cref="AuditMarkdown"/> says, for machines.</summary>
    /// <param name="audit">The audit.</param>
    public static JsonObject Of(LedgerAudit audit) => new()
    {
        ["warnings"] = new JsonArray([.. new[] { audit.Runs.Warning }.OfType<string>().Select(warning => JsonValue.Create(warning))]),
        ["source"] = audit.Ledger.Source,
        ["claims_version"] = audit.Ledger.Version,
        ["level"] = audit.Ledger.Level,
        ["power"] = audit.Ledger.Power,
        ["verdicts"] = new JsonObject(Verdict.Kinds.Select(kind => KeyValuePair.Create(kind.Word, (JsonNode?)kind.Meaning))),
        ["claims"] = new JsonArray([.. audit.Claims.Select(Claim)]),
        ["notes"] = new JsonArray([.. audit.Ledger.Notes.Select(note => new JsonObject
        {
            ["id"] = note.Id,
            ["says"] = note.Says,
            ["seen"] = note.Seen,
            ["circumstantial"] = note.IsCircumstantial,
        })]),
        ["models"] = new JsonArray([.. audit.Counts.Models.Select(model => Model(audit, model))]),
        ["runs"] = new JsonArray([.. audit.Runs.Runs.Select(stored => new JsonObject
        {
            ["folder"] = stored.Folder,
            ["recipe"] = stored.Record.Recipe,
            ["seed"] = stored.Record.Seed,
            ["verdict"] = "exact",
        })]),
        ["findings"] = new JsonArray([.. audit.Runs.Findings.Select(finding => new JsonObject
        {
            ["file"] = finding.File,
            ["figure"] = finding.Figure,
            ["found"] = finding.Found,
            ["expected"] = finding.Expected,
        })]),
    };

    private static JsonObject Claim(JudgedClaim claim) => new()
    {
        ["id"] = claim.Id,
        ["claim"] = claim.Name,
        ["published"] = claim.Published,
        ["where"] = claim.Where,
        ["verdict"] = claim.Verdict.Word,
        ["why"] = Strings(claim.Verdict.Why),
        ["differences_of_protocol"] = Strings(claim.Verdict.Differences),
    };

    private static JsonObject Model(LedgerAudit audit, CountedModel model)
    {
        var published = audit.Ledger.Figure(model.Model.Id, FigureKind.DisparateImpact)?.Values[0];
        return new()
        {
            ["id"] = model.Model.Id,
            ["name"] = model.Model.Name,
            ["hits"] = model.Hits,
            ["best_class_hits"] = model.Best is { } best ? new JsonArray(best.Least, best.Most) : null,
            ["disparate_impact"] = model.DisparateImpact is { } known
                ? new JsonObject { ["low"] = known.Low.ToString(), ["high"] = known.High.ToString(), ["attained"] = known.Attained }
                : null,
            ["published_disparate_impact"] = published?.ToString(),
            ["counts_that_print_it"] =
                published is null ? null : Strings(model.Printing(published).Select(counts => $"{counts.Hits}/{counts.Best}")),
            ["witness"] = model.Answer.Witness is { } matrix ? Witness(matrix) : null,
        };
    }

    private static JsonArray Witness(ConfusionMatrix matrix) =>
        new([.. Enumerable.Range(0, matrix.Classes).Select(label =>
            new JsonArray([.. Enumerable.Range(0, matrix.Classes).Select(prediction => JsonValue.Create(matrix[label, prediction]))]))]);

    private static JsonArray Strings(IEnumerable<string> lines) => new([.. lines.Select(line => JsonValue.Create(line))]);

    /// <summary>The object as text: one line, readable characters.</summary>
    /// <param name="audit">The audit.</param>
    public static string Text(LedgerAudit audit) => Of(audit).ToJsonString(ReadableJson.OneLine);
}

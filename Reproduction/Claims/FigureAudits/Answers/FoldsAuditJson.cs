using System.Text.Json.Nodes;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of means over folds for programs.</summary>
internal static class FoldsAuditJson
{
    public static JsonObject Of(FoldsAudit audit) => new()
    {
        ["verdict"] = FiguresAuditText.Name(audit.Possibility),
        ["claims"] = FiguresAuditJson.Claims(audit.Claims),
        ["assumptions"] = audit.Assumption,
        ["conflict"] = FiguresAuditJson.Claims(audit.Answer.Conflict),
        ["conflict_is_smallest"] = audit.Answer.ConflictIsSmallest,
        ["progress"] = audit.Answer.Progress,
        ["consistent_if"] = new JsonArray([.. audit.WouldBe.Select(words => JsonValue.Create(words))]),
        ["folds"] = new JsonArray([.. audit.Plan.Folds
            .Select(fold => new JsonArray([.. fold.Select(images => JsonValue.Create(images))]))]),
        ["hits"] = PerClass(audit, (witness, c) => witness[c, c]),
        ["false_alarms"] = PerClass(audit, (witness, c) => witness.Predicted(c) - witness[c, c]),
        ["reasons"] = new JsonArray([.. audit.Answer.Reasons.Select(reason => JsonValue.Create(reason))]),
    };

    private static JsonArray? PerClass(FoldsAudit audit, Func<ConfusionMatrix, int, long> value) => audit.Answer.Witness is { } witness
        ? new([.. Enumerable.Range(0, audit.Listed).Select(c => JsonValue.Create(value(witness, c)))])
        : null;
}

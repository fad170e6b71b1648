using System.Text.Json.Nodes;
using Reproduction.Claims.FigureAudits.WithoutSupports;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of figures without supports for programs.</summary>
internal static class AnySupportsJson
{
    public static JsonObject Of(AnySupports audit)
    {
        var json = new JsonObject
        {
            ["verdict"] = FiguresAuditText.Name(audit.Possibility),
            ["claims"] = FiguresAuditJson.Claims(audit.Claims),
            ["assumptions"] = AnySupports.Assumption,
            ["words"] = audit.Words,
            ["supports"] = audit.Witness is var (supports, _) ? FiguresAuditJson.Numbers(supports) : null,
            ["confusion_matrix"] = audit.Witness is var (_, matrix) ? FiguresAuditJson.Matrix(matrix) : null,
        };
        if (audit.Clash is not { } clash) return json;
        json["conflict"] = FiguresAuditJson.Claims(clash.Claims);
        json["conflict_is_smallest"] = clash.IsSmallest;
        json["reasons"] = new JsonArray([.. new[] { clash.Reason }.OfType<string>().Select(reason => JsonValue.Create(reason))]);
        return json;
    }
}

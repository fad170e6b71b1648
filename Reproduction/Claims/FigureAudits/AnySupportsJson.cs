using System.Text.Json.Nodes;

namespace Reproduction.Claims.FigureAudits;

/// <summary>An audit of figures without supports for programs.</summary>
internal static class AnySupportsJson
{
    public static JsonObject Of(AnySupports audit) => new()
    {
        ["verdict"] = FiguresAuditText.Name(audit.Possibility),
        ["claims"] = FiguresAuditJson.Claims(audit.Claims),
        ["assumptions"] = AnySupports.Assumption,
        ["words"] = audit.Words,
        ["supports"] = audit.Witness is var (supports, _) ? FiguresAuditJson.Numbers(supports) : null,
        ["confusion_matrix"] = audit.Witness is var (_, matrix) ? FiguresAuditJson.Matrix(matrix) : null,
    };
}

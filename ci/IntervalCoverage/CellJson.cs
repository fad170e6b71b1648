using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntervalCoverage;

/// <summary>How cells are written.</summary>
internal static class CellJson
{
    public static JsonSerializerOptions Options { get; } =
        new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
}

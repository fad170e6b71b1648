using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reproduction.Text;

/// <summary>
/// How JSON is written that people read as well as programs, in files and on request: characters stand for themselves, also those beyond
/// ASCII, and nothing but quotes, backslashes and control characters is escaped.
/// </summary>
internal static class ReadableJson
{
    /// <summary>On one line.</summary>
    internal static JsonSerializerOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On a line for each value.</summary>
    internal static JsonSerializerOptions Indented { get; } = new(OneLine) { WriteIndented = true };
}

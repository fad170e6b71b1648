using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reproduction.Recipes.Format;

/// <summary>A protocol as YAML for people, short sections on one line; it reads as a recipe again.</summary>
internal static partial class ProtocolText
{
    private const int LongestLine = 120;

    /// <summary>The text.</summary>
    /// <param name="tree">The protocol's tree.</param>
    public static string Of(JsonObject tree)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tree) Write(text, 0, $"{key}:", value!);
        return text.ToString();
    }

    private static void Write(StringBuilder text, int indent, string start, JsonNode node)
    {
        var line = $"{new string(' ', indent)}{start} {Flow(node)}";
        if (line.Length <= LongestLine || node is JsonValue)
        {
            text.AppendLine(line);
            return;
        }
        text.AppendLine($"{new string(' ', indent)}{start}");
        if (node is JsonObject section)
            foreach (var (key, value) in section) Write(text, indent + 2, $"{key}:", value!);
        else
            foreach (var item in node.AsArray()) Write(text, indent + 2, "-", item!);
    }

    /// <summary>A node on one line.</summary>
    /// <param name="node">The node.</param>
    public static string Flow(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject section => $"{{{string.Join(", ", section.Select(pair => $"{pair.Key}: {Flow(pair.Value)}"))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
        _ when node.GetValueKind() == JsonValueKind.String && !Plain().IsMatch(node.ToString()) => node.ToJsonString(),
        _ => node.ToString(),
    };

    [GeneratedRegex(@"^[A-Za-z]([A-Za-z0-9 _.-]*[A-Za-z0-9_.-])?\z")]
    private static partial Regex Plain();
}

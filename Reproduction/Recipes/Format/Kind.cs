using System.Text.Json.Nodes;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>One kind of item in a list: a section under its word.</summary>
/// <param name="Word">The one key of the item.</param>
/// <param name="Read">Reads the item.</param>
/// <param name="Write">The item in the file's words; null where it is of another kind.</param>
/// <param name="Schema">The item's JSON Schema.</param>
internal sealed record Kind<T>(string Word, Func<YamlSection, T> Read, Func<T, JsonObject?> Write, JsonObject Schema)
{
    /// <summary>A kind that is a record of its own.</summary>
    /// <param name="word">The one key of the item.</param>
    /// <param name="format">The section under it.</param>
    public static Kind<T> Of<TItem>(string word, SectionFormat<TItem> format) where TItem : class, T => new(
        word,
        item => format.Read(item.Section(word, format.Keys)),
        item => item is TItem own ? new JsonObject { [word] = format.Write(own) } : null,
        new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [word] = format.Schema },
            ["required"] = new JsonArray(word),
            ["additionalProperties"] = false,
        });
}

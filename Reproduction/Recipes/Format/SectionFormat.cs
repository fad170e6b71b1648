using System.Text.Json.Nodes;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>A section of the recipe format and the record that it becomes.</summary>
/// <param name="Read">Reads the record.</param>
/// <param name="Fields">Its keys, in the order in which a protocol writes them.</param>
internal sealed record SectionFormat<T>(Func<YamlSection, T> Read, params IReadOnlyList<Field<T>> Fields)
{
    /// <summary>Pairs of keys of which the first stands only beside the second.</summary>
    public IReadOnlyList<(string Key, string Beside)> Together { get; init; } = [];

    /// <summary>The keys that may stand in it.</summary>
    public IReadOnlyList<string> Keys => [.. Fields.Select(part => part.Name)];

    /// <summary>The record in the file's words.</summary>
    /// <param name="record">The record.</param>
    public JsonObject Write(T record)
    {
        var section = new JsonObject();
        foreach (var field in Fields)
            if (field.Write(record) is { } value) section[field.Name] = value;
        return section;
    }

    /// <summary>The section's JSON Schema: no other key, and those that are required.</summary>
    public JsonObject Schema
    {
        get
        {
            var schema = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(Fields.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Schema.DeepClone()))),
                ["required"] = new JsonArray([.. Fields.Where(part => part.IsRequired).Select(part => JsonValue.Create(part.Name))]),
                ["additionalProperties"] = false,
            };
            if (Together.Count > 0)
                schema["dependencies"] = new JsonObject(
                    Together.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray(pair.Beside))));
            return schema;
        }
    }
}

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

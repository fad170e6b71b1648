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

using System.Text.Json.Nodes;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>A key as a part of a record.</summary>
/// <param name="Name">The key.</param>
/// <param name="Write">The record's value for it; null to leave the key out.</param>
/// <param name="Schema">Its JSON Schema.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Field<TRecord>(string Name, Func<TRecord, JsonNode?> Write, JsonObject Schema, bool IsRequired)
{
    /// <summary>Refuses what a section that has it says of it, if that is wrong.</summary>
    public Action<YamlSection> Check { get; init; } = _ => { };
}

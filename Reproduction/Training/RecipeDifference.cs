using System.Text.Json;
using Reproduction.Models.Weights;

namespace Reproduction.Training;

/// <summary>In which keys two resolved recipes differ, seeds aside.</summary>
internal static class RecipeDifference
{
    private const string None = "not given";

    /// <summary>The keys with both values.</summary>
    /// <param name="then">A resolved recipe.</param>
    /// <param name="now">Another one.</param>
    internal static IEnumerable<(string Key, string Then, string Now)> Of(JsonElement then, JsonElement now)
    {
        var (before, after) = (Leaves("", then).ToDictionary(), Leaves("", now).ToDictionary());
        foreach (var key in before.Keys.Union(after.Keys).Where(key => key != "seed"))
            if ((before.GetValueOrDefault(key, None), after.GetValueOrDefault(key, None)) is var (was, becomes) && was != becomes)
                yield return (key, was, becomes);
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [KeyValuePair.Create(path, value.ValueKind == JsonValueKind.Null ? None : OneLine.Name(value.ToString()))];
        return value.EnumerateObject().SelectMany(entry => Leaves(Key(path, entry.Name), entry.Value));
    }

    // The recipe's file has the two networks under one heading.
    private static string Key(string path, string name) => path.Length > 0 ? $"{path}.{name}"
        : name is ModelName.Teacher or ModelName.Student ? $"networks.{name}" : name;
}

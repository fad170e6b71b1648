using System.Text.Json.Nodes;
using Reproduction.Text;

namespace Reproduction.Recipes.Format;

/// <summary>
/// The JSON Schema of the recipe format, made from the lists by which recipes are read, so that an editor completes the keys.
/// </summary>
public static class RecipeSchema
{
    /// <summary>The schema, draft 7, as the file beside the recipes holds it.</summary>
    public static string Text()
    {
        var schema =
            new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "A recipe: an experiment as data" };
        foreach (var (key, value) in RecipeFormat.Top.Schema) schema[key] = value?.DeepClone();
        return schema.ToJsonString(ReadableJson.Indented) + "\n";
    }
}

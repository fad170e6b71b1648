using System.Text.Json;

namespace Reproduction.Specs.Recipes;

/// <summary>What the program wrote into run.json of each shipped recipe before models had names, with the hash that it gave.</summary>
internal static class ResolvedByFormat1
{
    public static (string Hash, JsonElement Recipe) Shipped(string name) =>
        Of(Repository.Path("Reproduction.Specs", "Recipes", "Format1", $"{name}.json"));

    public static (string Hash, JsonElement Recipe) Of(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        return (file.RootElement.GetProperty("recipe_hash").GetString()!, file.RootElement.GetProperty("resolved_recipe").Clone());
    }
}

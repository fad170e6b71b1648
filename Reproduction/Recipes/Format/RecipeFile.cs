using System.Text.Json;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>Reads recipes: YAML files in which every key is known, every value in range and every override named.</summary>
public static class RecipeFile
{
    /// <summary>Keys that only files of format 1 have at their top.</summary>
    private static readonly string[] OlderKeys = ["seed", "validation", "distillation", "aliased", "chosen_epoch"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Recipes");

    /// <summary>The names of the recipes that come with the program.</summary>
    public static IReadOnlyList<string> Shipped() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Finds a recipe by the name of a shipped one or the path of a file, and reads it.</summary>
    /// <param name="nameOrPath">Such as <c>quick</c> or <c>./mine.yaml</c>.</param>
    /// <param name="overrides">Pairs of a dotted key and a value in YAML.</param>
    /// <exception cref="BadInputException">No such recipe, or something in it is not as it must be.</exception>
    public static Recipe Find(string nameOrPath, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var shipped = Path.Combine(Folder, $"{nameOrPath}.yaml");
        if (Path.GetFileName(nameOrPath) == nameOrPath && File.Exists(shipped)) return Read(shipped, overrides);
        if (File.Exists(nameOrPath)) return Read(nameOrPath, overrides);
        throw new BadInputException($"recipe '{nameOrPath}': expected one of {string.Join(", ", Shipped())}, or the path of a recipe file");
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Pairs of a dotted key and a value in YAML.</param>
    /// <exception cref="BadInputException">Something in it is not as it must be: one line with file, line and key.</exception>
    public static Recipe Read(string path, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var file = YamlDocument.Read(path, null, overrides);
        if (!file.Has("format") && OlderKeys.FirstOrDefault(file.Has) is { } older)
            throw file.Refusal(
                older, "a key of recipes of format 1, which this program no longer reads, expected format: 2, with every model by name "
                    + "under models: (docs/recipes.md says what became of each key)");
        return Read(file);
    }

    /// <summary>The recipe whose protocol a JSON object is.</summary>
    /// <param name="protocol">As <see cref="Protocol.ToJson"/> wrote it.</param>
    /// <param name="file">The name of the file that holds it, for complaints.</param>
    /// <exception cref="BadInputException">It is no protocol.</exception>
    public static Recipe Read(JsonElement protocol, string file) => Read(YamlDocument.Of(file, protocol, null));

    private static Recipe Read(YamlSection file) => RecipeFormat.Top.Read(file.Only(RecipeFormat.Top.Keys));
}

using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Yaml;

namespace Reproduction.Claims.Published;

/// <summary>
/// The recipes that a ledger may name: those that come with the program, and one in a file <c>NAME.yaml</c> beside the ledger.
/// </summary>
/// <param name="ledger">The ledger's file.</param>
internal sealed class LedgerRecipes(string ledger)
{
    private readonly Dictionary<string, Recipe> read = new(StringComparer.Ordinal);

    /// <summary>A recipe by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The recipe; <see langword="null"/> where there is none of this name.</returns>
    /// <exception cref="BadInputException">The file beside the ledger is no recipe, or one of another name.</exception>
    public Recipe? Named(string name)
    {
        if (read.TryGetValue(name, out var known)) return known;
        var file = Path.Combine(Path.GetDirectoryName(ledger) ?? "", $"{name}.yaml");
        var isShipped = RecipeFile.Shipped().Contains(name);
        // A name with a folder in it is none.
        if (!isShipped && (Path.GetFileName(file) != $"{name}.yaml" || !File.Exists(file))) return null;
        var recipe = isShipped ? RecipeFile.Find(name) : RecipeFile.Read(file);
        return recipe.Name == name ? read[name] = recipe
            : throw new BadInputException($"{file}: the recipe {recipe.Name}, expected {name}, as {ledger} calls it");
    }

    /// <summary>The recipe that the value of a key names.</summary>
    /// <param name="section">The section of the key.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public Recipe Of(YamlSection section, string key) => Named(section.Text(key)) ?? throw section.Complaint(key, Expected);

    /// <summary>A section whose keys are names of recipes.</summary>
    /// <param name="file">The ledger.</param>
    /// <param name="key">The section's key.</param>
    /// <exception cref="BadInputException">One is of no recipe.</exception>
    public YamlSection Section(YamlSection file, string key)
    {
        var section = file.Names(key);
        return section.Keys.FirstOrDefault(name => Named(name) is null) is not { } stranger ? section
            : throw section.Refusal(stranger, $"no recipe, expected {Expected}");
    }

    private static string Expected =>
        $"one of {string.Join(", ", RecipeFile.Shipped())}, or a recipe in a file of its name beside the ledger";
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>Sections whose keys are names that the recipe gives; the names become folders and files.</summary>
internal static partial class Named
{
    /// <summary>What a name may be.</summary>
    public const string Words = "a name of letters, digits, dashes and underscores, 64 at most, that begins with a letter or digit";

    private const string Pattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    /// <summary>Names that mean something else beside models.</summary>
    private static readonly string[] Taken = [LossTermRecipe.Itself, ReservedFolders.Shared, ReservedFolders.Plots];

    /// <summary>Whether a text can be a name.</summary>
    /// <param name="text">The text.</param>
    public static bool IsName(string text) => Rule().IsMatch(text) && !Taken.Contains(text);

    /// <summary>Sections of one format under names.</summary>
    public static Key<IReadOnlyList<T>> Sections<T>(
        string name, string means, Func<T, string> nameOf, Func<string, SectionFormat<T>> format) => new(
        name,
        section => [.. Of(section, name).Select(part => format(part.Name).Read(part.Parent.Section(part.Name, format(part.Name).Keys)))],
        items => new JsonObject(items.Select(item => KeyValuePair.Create(nameOf(item), (JsonNode?)format(nameOf(item)).Write(item)))),
        Schema(means, format("").Schema));

    /// <summary>The names in a section.</summary>
    /// <param name="section">What holds the section.</param>
    /// <param name="key">The section's key.</param>
    /// <exception cref="BadInputException">Missing, empty, or a key in it is no name.</exception>
    public static IEnumerable<(YamlSection Parent, string Name)> Of(YamlSection section, string key)
    {
        var names = section.Names(key);
        if (!names.Keys.Any()) throw section.Complaint(key, "at least one name with its section");
        if (names.Keys.FirstOrDefault(name => !IsName(name)) is { } wrong)
            throw names.Refusal(wrong, Taken.Contains(wrong)
                ? $"found the name '{wrong}', which means something else, expected another"
                : $"found '{wrong}', expected {Words}");
        return names.Keys.Select(name => (names, name));
    }

    /// <summary>The JSON Schema of sections under names.</summary>
    /// <param name="means">What they are.</param>
    /// <param name="each">The schema of each.</param>
    public static JsonObject Schema(string means, JsonObject each) => new()
    {
        ["description"] = means,
        ["type"] = "object",
        ["minProperties"] = 1,
        ["propertyNames"] = new JsonObject { ["pattern"] = Pattern + "$" },
        ["additionalProperties"] = each,
    };

    [GeneratedRegex(Pattern + @"\z")]
    private static partial Regex Rule();
}

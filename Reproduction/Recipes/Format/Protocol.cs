using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Files;

namespace Reproduction.Recipes.Format;

/// <summary>
/// What a recipe comes to after defaults and overrides: an ordered tree in the file's own words, which reads as a recipe again.
/// run.json holds it, its hash names it, and what two protocols differ in is what their trees differ in.
/// </summary>
public sealed class Protocol
{
    /// <summary>What describes an experiment and decides no model's bits.</summary>
    private static readonly string[] NoProtocol = ["description", "seeds", "compare"];

    private readonly JsonObject tree;

    private Protocol(JsonObject tree) => this.tree = tree;

    /// <summary>A recipe's protocol.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Protocol Of(Recipe recipe) => new(RecipeFormat.Top.Write(recipe));

    /// <summary>A protocol as it is stored, whether or not it reads as a recipe today.</summary>
    /// <param name="stored">As <see cref="ToJson"/> wrote it.</param>
    public static Protocol Of(JsonElement stored) => new(JsonObject.Create(stored) ?? []);

    /// <summary>The part of a recipe's protocol that decides one model's bits, of all that it is made from too.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="model">One of its models.</param>
    public static Protocol Of(Recipe recipe, ModelRecipe model)
    {
        var lineage = recipe.Lineage(model);
        var networks = lineage.OfType<TrainedModelRecipe>().Select(trained => trained.Start).OfType<NetworkStart>()
            .Select(start => start.Network).ToHashSet();
        var part = RecipeFormat.Top.Write(recipe with
        {
            Models = lineage,
            Networks = [.. recipe.Networks.Where(network => networks.Contains(network.Name))],
        });
        foreach (var key in NoProtocol.Append("name")) part.Remove(key);
        return new(part);
    }

    /// <summary>The tree as one JSON object.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(tree);

    /// <summary>The tree as YAML for people.</summary>
    public string ToYaml() => ProtocolText.Of(tree);

    /// <summary>
    /// SHA-256 (hexadecimal) of the canonical text: compact JSON, keys in ordinal order, without seeds, description and pairs.
    /// Runs that differ in the seed alone share it.
    /// </summary>
    public string Hash() => Checksum.OfText(Canonical(tree, NoProtocol)!.ToJsonString()).Hex;

    /// <summary>Every value with its path, such as <c>models.student.loss[1].soft_targets.of</c>, in the order of the tree.</summary>
    public IReadOnlyList<(string Path, string Text)> Values() => [.. Values("", tree)];

    /// <summary>In what this protocol differs from another: each path with both texts, null where one of them lacks it.</summary>
    /// <param name="other">The protocol that is held against.</param>
    public IReadOnlyList<(string Path, string? Found, string? Expected)> DifferencesFrom(Protocol other)
    {
        var (mine, its) = (Comparable(), other.Comparable());
        return
        [
            .. its.Keys.Union(mine.Keys).Where(path => mine.GetValueOrDefault(path) != its.GetValueOrDefault(path))
                .Select(path => (path, mine.GetValueOrDefault(path), its.GetValueOrDefault(path))),
        ];
    }

    private Dictionary<string, string> Comparable() =>
        Values().Where(value => value.Path != "name"
            && !NoProtocol.Any(key => value.Path == key || value.Path.StartsWith($"{key}[", StringComparison.Ordinal)))
            .ToDictionary(value => value.Path, value => value.Text);

    private static JsonNode? Canonical(JsonNode? node, params string[] without) => node switch
    {
        JsonObject section =>
            new JsonObject(section.Where(pair => !without.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Canonical(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => Canonical(item))]),
        // No recipe has a null, but what stands in a file as a recipe may.
        _ => node?.DeepClone(),
    };

    private static IEnumerable<(string, string)> Values(string path, JsonNode? node) => node switch
    {
        JsonObject section => section.SelectMany(pair => Values(path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value)),
        JsonArray list when path.EndsWith(".loss", StringComparison.Ordinal) => list.SelectMany((item, i) => Values($"{path}[{i}]", item)),
        // Every other list is one value: a change of one item changes what the others do.
        JsonArray list => [(path, ProtocolText.Flow(list))],
        _ => [(path, node?.ToString() ?? "null")],
    };
}

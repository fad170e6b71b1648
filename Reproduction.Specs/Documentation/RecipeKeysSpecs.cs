using System.Text.Json.Nodes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Documentation;

/// <summary>The table of a recipe's keys in <c>docs/recipes.md</c> is made from the schema.</summary>
public sealed class RecipeKeysSpecs
{
    private const string Begin = "<!-- keys: made from recipe.schema.json -->\n", End = "<!-- end of keys -->\n";

    private static readonly string Path = Repository.Path("docs", "recipes.md");

    /// <summary>
    /// The schema requires none of these, because each may stand for all models or in a model; the reader says what lacks in both.
    /// </summary>
    private static readonly Lazy<IReadOnlyList<string>> NeededForTraining = new(() =>
    {
        using var folder = new TemporaryFolder();
        string[] keys =
        [
            "optimiser: adam", "learning_rate: 0.01", "schedule: one_cycle", "warmup: 0.3", "weight_decay: 0", "batch_size: 2",
            "epochs: 1", "smaller_first: []", "chosen_epoch: last", "moving_average_decay: 0",
        ];
        Reads(keys).Should().BeTrue();
        return [.. keys.Where(key => !Reads(keys.Where(other => other != key))).Select(key => key.Split(':')[0])];

        bool Reads(IEnumerable<string> training)
        {
            const string recipe = """
                format: 2
                name: mine
                description: One model
                dataset: mnist
                seeds: [5]
                input: {image_size: 8, resize: pil, mean: [0, 0, 0], std: [1, 1, 1]}
                held_out: {choose_epoch: test_images}
                networks: {net: {architecture: efficientnet_b0, weights: random}}
                training: {KEYS}
                models: {only: {network: net}}
                compare: []
                """;
            File.WriteAllText(folder["mine.yaml"], recipe.Replace("KEYS", string.Join(", ", training), StringComparison.Ordinal));
            try
            {
                return RecipeFile.Read(folder["mine.yaml"]).Name == "mine";
            }
            catch (BadInputException)
            {
                return false;
            }
        }
    });

    [Fact]
    public void The_table_of_keys_has_every_key_of_the_schema_with_its_values_and_its_meaning()
    {
        var page = File.ReadAllText(Path);
        var expected = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table()
            + page[page.IndexOf(End, StringComparison.Ordinal)..];
        var received = System.IO.Path.ChangeExtension(Path, ".received.md");
        if (page == expected) File.Delete(received);
        else File.WriteAllText(received, expected);

        page.Should().Be(expected, $"{received} is the page with the schema's keys");
    }

    [Fact]
    public void Of_the_keys_of_training_only_two_may_be_left_out_in_both_places() =>
        NeededForTraining.Value.Should().BeEquivalentTo(
            "optimiser", "learning_rate", "schedule", "warmup", "weight_decay", "batch_size", "epochs", "chosen_epoch");

    private static string Table()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.Path("Reproduction", "Recipes", "recipe.schema.json")))!;
        var rows = Keys(schema, "").DistinctBy(row => row.Key).Where(row => row.Meaning.Length > 0)
            .Select(row => $"| `{row.Key}` | {row.Values} | {row.Meaning} |\n");
        return $"| key | values | meaning |\n| --- | --- | --- |\n{string.Concat(rows)}";
    }

    /// <summary>
    /// A section's keys, each followed by those below it. What a model has in common with the whole recipe is listed there alone.
    /// </summary>
    private static IEnumerable<(string Key, string Values, string Meaning)> Keys(JsonNode section, string path)
    {
        var required = section["required"]?.AsArray().Select(key => key!.GetValue<string>()).ToList() ?? [];
        foreach (var (key, value) in section["properties"]?.AsObject() ?? [])
        {
            if (path == "models.NAME." && key is ("training" or "augmentation" or "loss"))
            {
                yield return ($"{path}{key}", $"as `{key}`", "This model's own");
                continue;
            }
            yield return (
                $"{path}{key}",
                $"{Values(value!)}{(required.Contains(key) ? "" : IsNeeded(path, key) ? ", here or in the model" : ", optional")}",
                value!["description"]?.GetValue<string>() ?? "");
            foreach (var below in Below(value, $"{path}{key}")) yield return below;
        }
    }

    private static bool IsNeeded(string path, string key) => path == "training." && NeededForTraining.Value.Contains(key);

    private static IEnumerable<(string Key, string Values, string Meaning)> Below(JsonNode value, string path)
    {
        var sections = Keys(value, $"{path}.");
        if (value["additionalProperties"] is JsonObject named)
            sections = sections.Concat(Keys(named, $"{path}.NAME.")).Concat(OneOf(named).SelectMany(kind => Keys(kind, $"{path}.NAME.")));
        if (value["items"] is JsonObject item)
            sections = sections.Concat(Keys(item, $"{path}[].")).Concat(OneOf(item).SelectMany(kind => Keys(kind, $"{path}[].")));
        return sections;
    }

    private static IEnumerable<JsonNode> OneOf(JsonNode node) => node["oneOf"]?.AsArray().OfType<JsonNode>() ?? [];

    private static string Values(JsonNode value)
    {
        if (value["enum"] is { } choices) return string.Join(" \\| ", choices.AsArray().Select(choice => $"`{choice}`"));
        if (value["const"] is { } constant) return $"`{constant}`";
        if (value["anyOf"] is { } several) return string.Join(" \\| ", several.AsArray().Select(one => Values(one!)));
        var kind = value["type"]?.GetValue<string>() switch
        {
            "integer" => "whole number",
            "number" => "number",
            "string" => "text",
            "boolean" => "`true` \\| `false`",
            "array" => value["maxItems"] is { } items ? $"list of {items}" : "list",
            "object" => value["additionalProperties"] is JsonObject ? "by name" : "section",
            var other => throw new InvalidOperationException($"no such kind: {other}"),
        };
        return (value["minimum"], value["maximum"], value["exclusiveMinimum"]) switch
        {
            ({ } least, { } most, _) when $"{least}" == $"{most}" => $"{least}",
            ({ } least, { } most, _) => $"{kind}, {least} to {most}",
            ({ } least, null, _) => $"{kind}, at least {least}",
            (_, { } most, { } above) => $"{kind} above {above}, at most {most}",
            (_, _, { } above) => $"{kind} above {above}",
            _ => kind,
        };
    }
}

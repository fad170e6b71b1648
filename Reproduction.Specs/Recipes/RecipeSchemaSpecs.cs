using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Reproduction.Recipes.Format;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reproduction.Specs.Recipes;

/// <summary>The JSON Schema by another's validator (JsonSchema.Net) against the reader.</summary>
public sealed class RecipeSchemaSpecs
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(RecipeSchema.Text());

    private static IEnumerable<JsonNode> Recipes =>
        [FromYaml(RecipeFileSpecs.Example), FromYaml(LossFileSpecs.Example), Resolved("cifar10-cpu")];

    [Fact]
    public void The_schema_beside_the_recipes_is_that_of_the_reader() =>
        File.ReadAllText(Repository.Path("Reproduction", "Recipes", "recipe.schema.json"))
            .Should().Be(RecipeSchema.Text(), "`reproduction recipe schema` writes it");

    [Fact]
    public void Every_shipped_recipe_names_the_schema_and_is_valid_by_it()
    {
        foreach (var name in RecipeFile.Shipped())
        {
            var text = File.ReadAllText(Repository.Path("Reproduction", "Recipes", $"{name}.yaml"));

            text.Should().StartWith("# yaml-language-server: $schema=recipe.schema.json\n");
            IsValid(FromYaml(text)).Should().BeTrue(name);
            IsValid(Resolved(name)).Should().BeTrue($"the protocol of {name} is a recipe too");
        }
        IsValid(FromYaml(RecipeFileSpecs.Example)).Should().BeTrue();
        IsValid(FromYaml(LossFileSpecs.Example)).Should().BeTrue();
    }

    [Fact]
    public void What_lacks_a_key_or_has_one_too_many_is_right_or_wrong_for_both()
    {
        foreach (var (change, recipe) in Recipes.SelectMany(Changed))
            IsValid(recipe).Should().Be(Reads(recipe), change);
    }

    [Fact]
    public void Every_value_that_the_reader_takes_is_valid_by_the_schema_and_every_one_out_of_range_is_not()
    {
        var (valid, refused) = (0, 0);
        foreach (var (change, recipe) in Recipes.SelectMany(Retyped))
        {
            IsValid(recipe).Should().Be(Reads(recipe), change);
            if (Reads(recipe)) valid++;
            else refused++;
        }
        valid.Should().BeGreaterThan(50);
        refused.Should().BeGreaterThan(200);
    }

    private static bool IsValid(JsonNode recipe) => Schema.Evaluate(JsonSerializer.SerializeToElement(recipe)).IsValid;

    private static bool Reads(JsonNode recipe)
    {
        try
        {
            RecipeFile.Read(JsonSerializer.SerializeToElement(recipe), "mine");
            return true;
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    private static JsonNode Resolved(string name) => JsonNode.Parse(Protocol.Of(RecipeFile.Find(name)).ToJson().GetRawText())!;

    /// <summary>
    /// The recipe without each of its keys, and with one more in each of its sections; names that it gives itself are left out.
    /// </summary>
    private static IEnumerable<(string, JsonNode)> Changed(JsonNode recipe)
    {
        foreach (var path in Sections(recipe, []).ToList())
        {
            var names = path is ["models"] or ["networks"];
            foreach (var key in At(recipe, path).AsObject().Select(pair => pair.Key).ToList())
            {
                // What only the reader can know: these are needed where a model is calibrated or pinned, training where it is not said for
                // all.
                if (names || key == "training" || path is [.., "training"] || (path is ["held_out"] && key is "calibrate" or "seed"))
                    continue;
                var without = recipe.DeepClone();
                At(without, path).AsObject().Remove(key);
                yield return ($"without {string.Join('.', path)}.{key}", without);
            }
            if (names) continue;
            var more = recipe.DeepClone();
            At(more, path).AsObject()["more"] = 1;
            yield return ($"{string.Join('.', path)}.more", more);
        }
    }

    /// <summary>The recipe with other numbers in the place of each number, and other types in that of each section and list.</summary>
    private static IEnumerable<(string, JsonNode)> Retyped(JsonNode recipe)
    {
        foreach (var path in Nodes(recipe, []).Where(path => path.Length > 0).ToList())
        {
            string[] values = At(recipe, path).GetValueKind() == JsonValueKind.Number
                ? ["-1", "0", "1", "0.5", "1.5", "3", "1000000000", "\"many\"", "[]", "{}"]
                : At(recipe, path) is JsonValue
                    ? ["[]", "{}"]
                    : ["3", "\"text\"", path[^1] is "loss" or "smaller_first" or "augmentation" ? "{}" : "[3, [4]]"];
            foreach (var value in values)
            {
                var other = recipe.DeepClone();
                Put(other, path, JsonNode.Parse(value)!);
                // What only the reader can know: that a list has no weight, a seed is there already, or the recipe is of another version.
                if (!(value == "0" && path[^1] == "weight") && !(path[0] == "seeds" && value == "1"))
                    yield return ($"{string.Join('.', path)} = {value}", other);
            }
        }
    }

    private static IEnumerable<string[]> Sections(JsonNode recipe, string[] path) =>
        Nodes(recipe, path).Where(at => At(recipe, at) is JsonObject && at is not [.., "loss" or "augmentation", _]);

    private static IEnumerable<string[]> Nodes(JsonNode node, string[] path) => node switch
    {
        JsonObject section => section.SelectMany(pair => Nodes(pair.Value!, [.. path, pair.Key])).Prepend(path),
        JsonArray list => list.SelectMany((item, i) => Nodes(item!, [.. path, $"{i}"])).Prepend(path),
        _ => [path],
    };

    private static JsonNode At(JsonNode node, string[] path) =>
        path.Aggregate(node, (at, key) => at is JsonArray list ? list[int.Parse(key, CultureInfo.InvariantCulture)]! : at[key]!);

    private static void Put(JsonNode node, string[] path, JsonNode value)
    {
        var holder = At(node, path[..^1]);
        if (holder is JsonArray list) list[int.Parse(path[^1], CultureInfo.InvariantCulture)] = value;
        else holder[path[^1]] = value;
    }

    /// <summary>YAML as an editor's language server takes it: plain numbers are numbers.</summary>
    private static JsonNode FromYaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Json(stream.Documents[0].RootNode);
    }

    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlMappingNode map =>
            new JsonObject(map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), (JsonNode?)Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(scalar.Value, NumberStyles.Float,
            CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => scalar.Value == "true",
        _ => ((YamlScalarNode)node).Value!,
    };
}

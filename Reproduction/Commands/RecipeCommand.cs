using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary><c>recipe list</c>, <c>recipe show NAME</c> and <c>recipe schema</c>.</summary>
public static class RecipeCommand
{
    internal const string Name = "recipe";

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "List the recipes, show one with its defaults filled in, or print the format's schema.");
        command.Add(List());
        command.Add(Show());
        command.Add(Schema());
        return command;
    }

    private static Command List()
    {
        var json = JsonOption.Create();
        var command = new Verb("list", "The recipes that come with the program.", "reproduction recipe list") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    new JsonObject { ["recipes"] = new JsonArray([.. RecipeFile.Shipped().Select(name => Json(RecipeFile.Find(name)))]) }
                        .ToJsonString());
                return CommandLine.Done;
            }
            var width = RecipeFile.Shipped().Max(name => name.Length);
            foreach (var name in RecipeFile.Shipped())
            {
                var recipe = RecipeFile.Find(name);
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{name.PadRight(width)}  {recipe.Description} ({recipe.Dataset}; "
                    + $"{string.Join(", ", recipe.Models.Select(model => model.Name))}; seeds {string.Join(", ", recipe.Seeds)})");
            }
            return CommandLine.Done;
        });
        return command;
    }

    private static JsonObject Json(Recipe recipe) => new()
    {
        ["name"] = recipe.Name,
        ["description"] = recipe.Description,
        ["dataset"] = recipe.Dataset,
        ["models"] = new JsonArray([.. recipe.Models.Select(model => (JsonNode)model.Name)]),
        ["seeds"] = new JsonArray([.. recipe.Seeds.Select(seed => (JsonNode)seed)]),
    };

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "A recipe's name or file." };
        name.CompletionSources.Add([.. RecipeFile.Shipped()]);
        var set = SetOption.Create();
        var json = JsonOption.Create();
        var command = new Verb(
            "show", "What a recipe comes to after defaults and overrides, with its hash.",
            "reproduction recipe show quick --set training.epochs=1")
        {
            name, set, json,
        };
        command.SetAction(parsed =>
        {
            var protocol = Protocol.Of(RecipeFile.Find(parsed.GetValue(name)!, SetOption.Overrides(parsed.GetValue(set))));
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(json)
                ? new JsonObject { ["hash"] = protocol.Hash(), ["recipe"] = JsonObject.Create(protocol.ToJson()) }
                    .ToJsonString(ReadableJson.Indented) + "\n"
                : $"# hash {protocol.Hash()}\n{protocol.ToYaml()}");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Verb("schema", "The JSON Schema of recipes, for editors.", "reproduction recipe schema");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(RecipeSchema.Text());
            return CommandLine.Done;
        });
        return command;
    }
}

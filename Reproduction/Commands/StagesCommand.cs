using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Commands;

/// <summary><c>stages RECIPE</c>: what there is to do, and how it stands.</summary>
public static class StagesCommand
{
    internal const string Name = "stages";

    private const int KeyDigits = 12;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("RECIPE") { Description = "A recipe's name or file." };
        name.CompletionSources.Add([.. RecipeFile.Shipped()]);
        var seed = SeedOption.Create("One of the recipe's seeds, or another [default: all of the recipe's].");
        var folder = new Option<string?>("--out") { Description = "The experiment's folder [default: out/RECIPE].", HelpName = "DIR" };
        var set = SetOption.Create();
        var json = JsonOption.Create();
        var command =
            new Verb(
                Name, "The stages that make a recipe's models: name, state, key, needs.", "reproduction stages quick --seed 1",
                "reproduction stages mitigations --json")
            {
                name, seed, folder, set, json,
            };
        command.SetAction(parsed =>
        {
            var recipe = RecipeFile.Find(parsed.GetValue(name)!, SetOption.Overrides(parsed.GetValue(set)));
            var root = parsed.GetValue(folder) ?? Path.Combine("out", recipe.Name);
            var seeds = SeedOption.Of(parsed.GetValue(seed)) is { } one ? [one] : recipe.Seeds;
            var stages = seeds.SelectMany(number => StagePlan.Of(recipe, number)).DistinctBy(stage => (stage.Place, stage.Name)).ToList();
            if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteLine(Json(root, stages).ToJsonString());
            else Print(root, stages, parsed.InvocationConfiguration.Output);
            return CommandLine.Done;
        });
        return command;
    }

    private static void Print(string root, IReadOnlyList<Stage> stages, TextWriter output)
    {
        var rows = stages.Select(stage => new[]
        {
            $"{stage.Place}: {stage.Name}", State(root, stage), stage.Key[..KeyDigits],
                string.Join(", ", stage.Needs.Select(need => need.Name)),
        }).Prepend(["stage", "state", "key", "needs"]).ToList();
        var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            output.WriteLine($"{string.Join("  ", row.Take(3).Zip(widths, (text, width) => text.PadRight(width)))}  {row[3]}".TrimEnd());
    }

    private static JsonObject Json(string root, IReadOnlyList<Stage> stages) => new()
    {
        ["folder"] = root,
        ["stages"] = new JsonArray([.. stages.Select(stage => (JsonNode)new JsonObject
        {
            ["name"] = stage.Name,
            ["model"] = stage.Model.Name,
            ["seed"] = stage.Seed,
            ["folder"] = stage.Place,
            ["state"] = State(root, stage).Replace(' ', '_'),
            ["key"] = stage.Key,
            ["needs"] = new JsonArray([.. stage.Needs.Select(need => (JsonNode)need.Name)]),
        })]),
    };

    private static string State(string root, Stage stage) => new StageFiles(root, stage).State() switch
    {
        StageState.NotBegun => "not begun",
        StageState.Begun => "begun",
        StageState.Stale => "stale",
        _ => "done",
    };
}

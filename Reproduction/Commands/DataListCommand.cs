using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Data;

namespace Reproduction.Commands;

/// <summary><c>data list</c>: which data sets and weights are where.</summary>
internal static class DataListCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var data = DataOption.Create("The only folder to look at [default: every place, in the order in which they are tried].");
        var json = JsonOption.Create();
        var command = new Verb(
            "list", "Say which data sets are found where; the first of a name is the one that is used.", "reproduction data list",
            "reproduction data list --data ~/data --json")
        {
            data, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string? place, bool asJson, TextWriter output)
    {
        var places = DataPlaces.From(place);
        var folders = ImageNetWeights.Folders(place);
        var sets = places.Names().SelectMany(name => places.FindAll(name)).ToList();
        var weights = ImageNetWeights.All.SelectMany(of => of.FoundIn(folders).Select(found => (of.Architecture, found.Path))).ToList();
        if (asJson)
        {
            output.WriteLine(Json(sets, weights, folders).ToJsonString());
            return;
        }
        foreach (var name in places.Names())
        {
            foreach (var held in sets.Where(held => held.Name == name)) output.WriteLine($"{name}: {held.Form} in {held.Path}");
            if (sets.TrueForAll(held => held.Name != name)) output.WriteLine($"{name}: not found (reproduction data fetch {name})");
        }
        foreach (var (architecture, path) in weights) output.WriteLine($"{architecture}: ImageNet weights in {path}");
        output.WriteLine($"looked at: {string.Join(", ", folders)}");
    }

    private static JsonObject Json(List<HeldDataset> sets, List<(string Name, string Path)> weights, IReadOnlyList<string> folders) => new()
    {
        ["data_sets"] = new JsonArray([.. sets.Select(held => DataJson.Of(held))]),
        ["weights"] = new JsonArray([.. weights.Select(of => DataJson.OfWeights(of.Name, of.Path))]),
        ["looked_at"] = DataJson.Array(folders),
    };
}

using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes.Format;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;
using Reproduction.Specs.Archive;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>Three seeds of quick with simulated answers, the teacher made once for all of them, and what they come to.</summary>
public sealed class ThreeSeeds : IDisposable
{
    public ThreeSeeds()
    {
        foreach (var seed in new[] { 1, 2, 3 }) Store(Folder[$"all/seed-{seed}"], seed);
        Summary = Summary.Of([Folder["all"]]);
    }

    public TemporaryFolder Folder { get; } = new();

    public Summary Summary { get; }

    public void Dispose() => Folder.Dispose();

    internal static Predictions Answers(string model, int seed) => model switch
    {
        "teacher" => SimulatedRun.Predictions(1, 1, images: 300),
        "baseline" => SimulatedRun.Predictions(0.75, (uint)(10 + seed), images: 300),
        _ => SimulatedRun.Predictions(0.7, (uint)(20 + seed), images: 300),
    };

    internal static double[] Recalls(Predictions predictions)
    {
        var matrix = ConfusionMatrix.Of(predictions);
        return [.. Enumerable.Range(0, matrix.Classes).Select(c => matrix.Recall(c)!.Value)];
    }

    internal static void Store(string path, int seed, params (string, string)[] overrides)
    {
        var recipe = RecipeFile.Find("quick",
            [("held_out.seed", "1"), ("models.teacher.seed", "1"), ("compare", "[[student, baseline], [baseline, teacher]]"),
                .. overrides]);
        foreach (var model in recipe.Models)
        {
            var place = Path.Combine(path, model.Seed is null ? model.Name : $"../shared/{model.Name}");
            Directory.CreateDirectory(path);
            Directory.CreateDirectory(place);
            HistoryFile.Write(Path.Combine(place, "history.csv"), [new(model.Name, 1, 32, 0.01, 1.25, 0.5, 1.5, 0.625)]);
            Answers(model.Name, (int)(model.Seed ?? seed)).Write(Path.Combine(place, "test.csv"));
        }
        new RunRecord(
            recipe.Name, Protocol.Of(recipe).Hash(), Protocol.Of(recipe).ToJson(),
                new("three-shapes", "drawn by hand", ["a", "b", "c"], "0123456789abcdef", 100, 20, 300),
            seed, "cpu", 2, new Dictionary<string, string>(), "unknown", [],
            recipe.Models.ToDictionary(model => model.Name, _ =>
                new ModelRecord("efficientnet_w0.3_d0.25", 1000, "random weights", 1, 1, new JsonObject())))
            .Write(Path.Combine(path, "run.json"));
        StoredTinyRuns.CoverUp(path);
    }
}

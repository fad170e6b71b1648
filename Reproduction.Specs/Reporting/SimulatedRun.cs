using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Runs;
using Reproduction.Training;

namespace Reproduction.Specs.Reporting;

/// <summary>The report of a run that never was: three classes, 120 test images, a student a little better than the baseline.</summary>
internal static class SimulatedRun
{
    public static RunReport Report(params string[] warnings) => new(
        "simulated: three-shapes, seed 7",
        warnings,
        [("recipe", "simulated (by hand)"), ("data", "three-shapes: 100 images train, 20 held out, 120 test")],
        ["The images are simulated, and so are the answers."],
        ["circle", "square & <cross>", "a|b"],
        [
            new("teacher", "efficientnet_b4, from random weights, epoch 3 of 3", 3, Predictions(1, 1)),
            new("baseline", "efficientnet_b0, from random weights, epoch 2 of 3", 2, Predictions(0.75, 2)),
            new("student", "efficientnet_b0, from random weights, epoch 3 of 3; distilled from the teacher", 3, Predictions(0.875, 3)),
        ],
        [new("student", "baseline"), new("student", "teacher")],
        [.. from model in new[] { ("teacher", 0.1), ("baseline", 0.0), ("student", 0.05) }
            from epoch in new[] { 1, 2, 3 }
            select new HistoryRow(
                model.Item1, epoch, 32, 0.001, 1.2 / epoch, 0.5 + 0.1 * epoch + model.Item2, epoch == 1 ? null : 1.3 / epoch,
                epoch == 1 ? null : 0.45 + 0.1 * epoch + model.Item2)]);

    /// <summary>The same with many students of one baseline.</summary>
    public static RunReport Many(int models)
    {
        var students = Enumerable.Range(1, models - 1).Select(i => $"student-of-kind-{i}").ToList();
        var run = Report();
        return run with
        {
            Models = [run.Models[1], .. students.Select((name, i) =>
                new ModelResult(name, "efficientnet_b0", 3, Predictions(0.75 + i / 64.0, (uint)i + 3)))],
            Compare = [.. students.Select(name => new ModelPair(name, "baseline"))],
            History = [.. run.Models.Select(model => model.Name).Take(2).Append("student").Zip(students.Prepend("baseline"))
                .SelectMany(pair => run.History.Where(row => row.Model == pair.First).Select(row => row with { Model = pair.Second }))],
        };
    }

    /// <summary>
    /// Answers by arithmetic alone, the same on every machine: image i is of class i mod 3; its logits are eighths that a
    /// congruence makes look like chance, the label's raised by <paramref name="skill"/> and by more in later classes.
    /// </summary>
    public static Predictions Predictions(double skill, uint seed, int images = 120)
    {
        const int classes = 3;
        var labels = Enumerable.Range(0, images).Select(image => image % classes).ToArray();
        var logits = new double[images * classes];
        var state = seed;
        for (var i = 0; i < logits.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            logits[i] = (state >> 24) % 16 / 8.0 + (i % classes == labels[i / classes] ? skill * (1 + labels[i / classes] / 4.0) : 0);
        }
        return new Predictions(labels, logits, classes);
    }

    /// <summary>Its files, as a run of a shipped recipe leaves them.</summary>
    public static void Store(string folder, string recipeName, IReadOnlyList<string>? classNames = null)
    {
        var recipe = RecipeFile.Find(recipeName);
        var simulated = Report();
        foreach (var model in simulated.Models)
        {
            Directory.CreateDirectory(Path.Combine(folder, model.Name));
            HistoryFile.Write(Path.Combine(folder, model.Name, "history.csv"), simulated.History.Where(row => row.Model == model.Name));
            model.Predictions.Write(Path.Combine(folder, model.Name, "test.csv"));
        }
        new RunRecord(
            recipe.Name, Protocol.Of(recipe).Hash(), Protocol.Of(recipe).ToJson(),
            new("three-shapes", "drawn by hand", classNames ?? simulated.ClassNames, "0123456789abcdef", 100, 20, 120),
            recipe.Seeds[0], "cpu", 2, new Dictionary<string, string> { ["libtorch"] = "2.10.0" }, "unknown", [],
            simulated.Models.ToDictionary(
                model => model.Name, _ => new ModelRecord("efficientnet_b4", 17_566_546, "random weights", 3, 3, new JsonObject())))
            .Write(Path.Combine(folder, "run.json"));
    }
}

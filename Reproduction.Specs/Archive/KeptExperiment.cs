using Reproduction.Corrections;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;
using SimulatedAnswers = Reproduction.Specs.Reporting.SimulatedRun;

namespace Reproduction.Specs.Archive;

/// <summary>
/// Two seeds of an experiment with simulated answers to 30 images: a teacher that both share and its calibration, a baseline and a
/// student of each seed, the baseline with class offsets, and an ensemble.
/// </summary>
public sealed class KeptExperiment : IDisposable
{
    private static readonly Recipe Recipe = RecipeFile.Find("quick",
    [
        ("held_out.seed", "1"), ("held_out.calibrate", "60"), ("models.teacher.seed", "1"),
        ("models.sure", "{calibration_of: teacher, by: vector, seed: 1}"), ("models.fair", "{calibration_of: baseline, by: class_offsets}"),
        ("models.both", "{ensemble_of: [teacher, baseline]}"), ("compare", "[[student, baseline], [fair, baseline]]"),
    ]);

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> kept;

    public KeptExperiment()
    {
        foreach (var seed in new[] { 1, 2 }) Write(Path.Combine(Made, $"seed-{seed}"), seed);
        kept = new(() =>
        {
            var place = $"{New()}/quick";
            var run = Commands.Program.Run("store", Made, place);
            run.ExitCode.Should().Be(0, run.Error);
            return place;
        });
    }

    /// <summary>The experiment's folder.</summary>
    public string Made => folder["out"];

    public void Dispose() => folder.Dispose();

    /// <summary>A new folder, in which the experiment can be kept as <c>quick</c>.</summary>
    public string New() => folder[Guid.NewGuid().ToString("N")];

    /// <summary>A copy of the experiment as it was made.</summary>
    public string CopyOfMade() => Copy(Made, New());

    /// <summary>A copy of it as <c>store</c> keeps it.</summary>
    public string CopyOfKept() => Copy(kept.Value, $"{New()}/quick");

    private static string Copy(string folder, string copy)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    /// <summary>What the models answer, by hand: corrections and means are written out here once more.</summary>
    private static Dictionary<string, Predictions> Answers(int seed)
    {
        var teacher = SimulatedAnswers.Predictions(1, 1, images: 30);
        var baseline = SimulatedAnswers.Predictions(0.75, (uint)(10 + seed), images: 30);
        return new()
        {
            ["teacher"] = teacher,
            ["baseline"] = baseline,
            ["student"] = SimulatedAnswers.Predictions(0.875, (uint)(20 + seed), images: 30),
            ["sure"] = Of(teacher, (image, c) => Sure.Weights[c] * teacher.Logits(image)[c] + Sure.Offsets[c]),
            ["fair"] = Of(baseline, (image, c) => baseline.Logits(image)[c] + Fair.Offsets[c]),
            ["both"] = MeanProbability.Of([teacher, baseline]),
        };
    }

    private static LogitCorrection Sure { get; } = new([0.5, 0.75, 1.25], [0.1, 0, -0.3]);

    private static LogitCorrection Fair { get; } = LogitCorrection.ByOffsets([0.2, -0.1, 0]);

    private static Predictions Of(Predictions answers, Func<int, int, double> logit) => new(
        answers.Labels.ToArray(), [.. Enumerable.Range(0, answers.Count * 3).Select(i => logit(i / 3, i % 3))], 3);

    private static CalibrationFile? Calibration(string model)
    {
        var change = new CalibrationChange(60, new(0.5, 0.05, 0.8, 0.7), new(0.4, 0.04, 0.8, 0.7));
        return model switch
        {
            "sure" => new("teacher", CalibrationMethod.Vector, null, Sure.Weights, Sure.Offsets, true, change, change),
            "fair" => new("baseline", CalibrationMethod.ClassOffsets, null, Fair.Weights, Fair.Offsets, true, change, change),
            _ => null,
        };
    }

    private static void Write(string path, int seed)
    {
        var answers = Answers(seed);
        ModelRecord Record(string name)
        {
            var epochs = Recipe.Model(name) is TrainedModelRecipe ? 1 : 0;
            return new("efficientnet_w0.3_d0.25", 1000, "random weights", epochs, epochs, MetricsJson.Of(answers[name]))
            {
                Calibration = Calibration(name),
            };
        }
        var record = new RunRecord(
            "quick", Protocol.Of(Recipe).Hash(), Protocol.Of(Recipe).ToJson(),
            new("fashion-mnist", "simulated images", ["a", "b", "c"], "1f00d", 60, 60, 30, "/home/someone/fashion-mnist"),
            seed, "cpu", 2,
            new Dictionary<string, string> { ["libtorch"] = "2.10.0", ["kernels"] = "plain" }, "unknown", [],
            answers.Keys.ToDictionary(name => name, Record));
        using var run = RunFolder.Take(path, _ => { }, CancellationToken.None);
        run.Begin(record, resume: false, isStale: () => false);
        foreach (var (name, of) in answers)
        {
            var place = Directory.CreateDirectory(
                Path.Combine(path, Recipe.Model(name).Seed is null ? name : $"../shared/{name}")).FullName;
            File.WriteAllText(Path.Combine(place, "run.lock"), "");
            if (Recipe.Model(name) is TrainedModelRecipe)
                HistoryFile.Write(Path.Combine(place, "history.csv"), [new(name, 1, 32, 0.0125, 1.25, 0.5, 1.5, 0.625)]);
            of.Write(Path.Combine(place, "test.csv"));
        }
        ReportFiles.Write(path, RunReportReader.Read(path));
        run.Seal([]);
    }
}

using System.Text.RegularExpressions;
using Reproduction.Archive;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;
using SimulatedAnswers = Reproduction.Specs.Reporting.SimulatedRun;

[assembly: AssemblyFixture(typeof(Reproduction.Specs.Archive.StoredTinyRuns))]

namespace Reproduction.Specs.Archive;

/// <summary>
/// Two seeds of quick with simulated answers to 30 images, written by what writes a real run's files and stored by the command that
/// stores the real ones; made once, and each spec damages a copy. (That real ones recompute, <c>artifacts/</c> shows.)
/// </summary>
public sealed class StoredTinyRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> stored;

    public StoredTinyRuns() => stored = new(() =>
    {
        foreach (var seed in new[] { 1, 2 }) Write(folder[$"run/seed-{seed}"], seed);
        var run = Commands.Program.Run("store", folder["run"], folder["stored/quick"]);
        run.ExitCode.Should().Be(0, run.Error);
        return folder["stored"];
    });

    public void Dispose() => folder.Dispose();

    /// <summary>A fresh copy of the stored runs: the folder that holds <c>quick/seed-1</c> and <c>quick/seed-2</c>.</summary>
    public string Copy() => Copy(".");

    /// <summary>
    /// What checking finds in a copy of the first seed, of which a file was damaged; with a manifest to match or without; alone, or with
    /// the other seed and the summary, which take longer to check than itself.
    /// </summary>
    internal IReadOnlyList<string> Damage(string file, Action<string> damage, bool coverUp = false, bool alone = true)
    {
        var root = Copy(alone ? "quick/seed-1" : ".");
        var run = $"{root}/quick/seed-1";
        damage($"{run}/{file}");
        if (coverUp) CoverUp(run);
        return [.. CheckedRuns.Check(root).Findings.Select(finding => finding.ToString())];
    }

    private string Copy(string part)
    {
        var copy = folder[Guid.NewGuid().ToString("N")];
        foreach (var file in Directory.GetFiles(Path.Combine(stored.Value, part), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(stored.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    /// <summary>Writes another digit in place of the pattern's first group.</summary>
    internal static void ChangeADigit(string path, string pattern)
    {
        var text = File.ReadAllText(path);
        var match = Regex.Match(text, pattern);
        match.Success.Should().BeTrue($"{pattern} is in {path}");
        var at = match.Groups[1].Index;
        File.WriteAllText(path, text.Remove(at, 1).Insert(at, text[at] == '3' ? "4" : "3"));
    }

    private static void Write(string path, int seed)
    {
        var recipe = RecipeFile.Find("quick");
        var predictions = new[] { ("teacher", 1.0), ("baseline", 0.75), ("student", 0.875) }
            .Select((model, i) => (Name: model.Item1, Answers: SimulatedAnswers.Predictions(model.Item2, (uint)(3 * seed + i), images: 30)))
            .ToList();
        var record = new RunRecord(
            "quick", Protocol.Of(recipe).Hash(), Protocol.Of(recipe)
                .ToJson(), new("fashion-mnist", "simulated images", ["a", "b", "c"], "1f00d", 60, 60, 30), seed, "cpu", 2,
            new Dictionary<string, string> { ["libtorch"] = "2.10.0", ["kernels"] = "plain" }, "unknown", [],
            predictions.ToDictionary(model => model.Name, model => new ModelRecord(
                "efficientnet_w0.3_d0.25", 1000, "random weights", 2, 2, MetricsJson.Of(model.Answers))));
        using var run = RunFolder.Take(path, _ => { }, CancellationToken.None);
        run.Begin(record, resume: false, isStale: () => false);
        foreach (var (name, answers) in predictions)
        {
            Directory.CreateDirectory(Path.Combine(path, name));
            File.WriteAllText(Path.Combine(path, name, "run.lock"), "");
            HistoryFile.Write(
                Path.Combine(path, name, "history.csv"),
                [new(name, 1, 32, 0.0125, 1.25, 0.5, 1.5, 0.625), new(name, 2, 32, 0.0025, 1.125, 0.75, 1.25, 0.75)]);
            answers.Write(Path.Combine(path, name, "test.csv"));
        }
        ReportFiles.Write(path, RunReportReader.Read(path));
        run.Seal([]);
    }

    /// <summary>Writes the manifest anew, as someone would who changes a figure and covers it up.</summary>
    public static void CoverUp(string run)
    {
        var files = Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run, file))
            .Where(name => name != ManifestFile.Name);
        ManifestFile.Of(run, files).Write(Path.Combine(run, ManifestFile.Name));
    }
}

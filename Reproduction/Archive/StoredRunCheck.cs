using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Files;
using Reproduction.Recipes;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Text;
using Reproduction.Training;

namespace Reproduction.Archive;

/// <summary>
/// Recomputes a stored run from its predictions: every metric and interval in <c>run.json</c>, report, page and plots of this version to
/// the byte, the chosen epochs, the recipe's hash and the SHA-256 of every file. Nothing is read but the run's own folder and, of
/// <c>shared</c> beside it, the models that the run has in common with other seeds.
/// </summary>
public static class StoredRunCheck
{
    private const string PerClass = "per_class";

    /// <summary>
    /// Relative difference that another machine's mathematical library may make: its exponential function may round a last bit
    /// the other way. Allowed only where the manifest vouches for the file.
    /// </summary>
    private const double LastBits = 1e-12;

    /// <summary>Checks one run.</summary>
    /// <param name="folder">The folder of the run, <c>RECIPE/seed-N</c>.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    /// <returns>
    /// The run with its metrics as the program computes them today, <see langword="null"/> where it cannot be read, and everything that is
    /// not as it must be; and whether the record keeps figures or intervals that are made otherwise today.
    /// </returns>
    internal static (CheckedRun? Run, IReadOnlyList<Finding> Findings, bool KeepsOlder) Of(string folder, MeasuredPredictions measured)
    {
        List<Finding> findings = [];
        var keepsOlder = false;
        try
        {
            if (StoredFiles.Odd(folder) is { Count: > 0 } odd) return (null, odd, false);
            var manifest = Files(folder, findings);
            var path = Path.Combine(folder, RunFiles.Record);
            var run = RunReportReader.Record(folder);
            var report = RunReportReader.Read(folder, run);
            Identity(folder, path, run, findings);
            foreach (var name in RunTables.SharedTables(folder, run))
                if (manifest?.Evidence.ContainsKey(name) == false) findings.Add(NoEntry(folder, name));
            var recipe = run.Experiment(path);
            if (run.HashOfResolvedRecipe() is var hash && hash != run.RecipeHash)
                findings.Add(new(path, "recipe_hash", run.RecipeHash, $"{hash} of the resolved recipe"));
            var tolerance = findings.Count == 0 ? LastBits : 0;
            var measurements = RunMeasurements.Of(report, measured);
            Dictionary<string, ModelRecord> models = [];
            foreach (var model in measurements.Models)
            {
                var (name, predictions, metrics) = (model.Model.Name, model.Model.Predictions, model.Metrics);
                if (predictions.Count != run.Dataset.TestImages)
                    findings.Add(new(path, "dataset.test_images", $"{run.Dataset.TestImages}",
                        $"the {predictions.Count} of predictions-{name}"));
                keepsOlder |= Metrics(path, name, run.Models[name].Metrics, metrics, tolerance, findings);
                models[name] = run.Models[name] with { Metrics = metrics };
            }
            Epochs(path, run, recipe, report.History, findings);
            if (!HasOlderReport(manifest))
            {
                var derived = ReportFiles.Contents(report, measurements);
                foreach (var (name, content) in derived)
                {
                    var file = Path.Combine(folder, name);
                    if (File.Exists(file) || manifest is null) findings.AddRange(Regenerated.Differences(file, content));
                    else findings.Add(new(file, "the file", "none", "the one that goes with the report"));
                }
                foreach (var name in manifest?.Derived.Keys.Where(name => !derived.ContainsKey(name)) ?? [])
                    findings.Add(new(Path.Combine(folder, name), "the file", "one", "none of this name, which the report does not have"));
            }
            var deviation = measurements.Comparisons is [{ DeviationOfDisparateImpact: { } found } pair, ..]
                ? new PairedDeviation(pair.First, pair.Second, found)
                : null;
            return (new CheckedRun(folder, run with { Models = models }, deviation), findings, keepsOlder);
        }
        catch (Exception e) when (e is BadInputException or IOException or InvalidDataException or JsonException)
        {
            findings.Add(new(folder, "the run", e.Message.ReplaceLineEndings(" "), "files that can be read"));
            return (null, findings, keepsOlder);
        }
    }

    /// <summary>
    /// Whether a run's report, page and plots are of an older version: derived from the same evidence in other words, and not compared.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static bool HasOlderReport(string folder) => HasOlderReport(ManifestFile.Read(Path.Combine(folder, ManifestFile.Name)));

    private static bool HasOlderReport(ManifestFile? manifest) => manifest?.ReportVersion < ManifestFile.CurrentReport;

    /// <summary>The manifest lists every file, and every file is as it lists it.</summary>
    /// <returns>The manifest; null where there is none.</returns>
    private static ManifestFile? Files(string folder, List<Finding> findings)
    {
        var path = Path.Combine(folder, ManifestFile.Name);
        if (!File.Exists(path))
        {
            findings.Add(new(path, "the file", "none", "the SHA-256 of every file"));
            return null;
        }
        var manifest = ManifestFile.Read(path);
        if (manifest.ReportVersion is < 1 or > ManifestFile.CurrentReport)
            findings.Add(
                new(path, "report_version", $"{manifest.ReportVersion}", $"1 to {ManifestFile.CurrentReport}, which this program knows"));
        var listed = manifest.Files;
        var present = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Where(name => name != ManifestFile.Name).ToHashSet();
        foreach (var name in present.Union(listed.Keys).Order(StringComparer.Ordinal))
        {
            if (!listed.TryGetValue(name, out var recorded)) findings.Add(NoEntry(folder, name));
            else if (Place(folder, name) is not { } file)
                findings.Add(new(path, OneLine.Quote(name), "a file elsewhere", "files of the run and of models that it shares"));
            else if (!File.Exists(file)) findings.Add(new(file, "the file", "none", $"the one in {ManifestFile.Name}"));
            else if (Checksum.Of(file).Hex is var actual && actual != recorded)
                findings.Add(new(file, "SHA-256", actual, $"{recorded} in {ManifestFile.Name}"));
        }
        return manifest;
    }

    private static Finding NoEntry(string folder, string name) =>
        new(Path.Combine(folder, ManifestFile.Name), name, "no entry", "one for each file");

    /// <summary>Where a listed file lies: in the run's folder, or among shared models, then by the same path for each seed.</summary>
    private static string? Place(string folder, string name)
    {
        var isShared = name.StartsWith(RunTables.Shared, StringComparison.Ordinal);
        var within = isShared ? name[RunTables.Shared.Length..] : name;
        return within.Split('/').Contains("..") || Path.IsPathRooted(within) ? null
            : isShared ? Path.Combine(Path.GetDirectoryName(folder) ?? "", ReservedFolders.Shared, within)
            : Path.Combine(folder, name);
    }

    /// <summary>The folder's name and the seed.</summary>
    private static void Identity(string folder, string path, RunRecord run, List<Finding> findings)
    {
        var full = Path.GetFullPath(folder);
        var recipe = Path.GetFileName(Path.GetDirectoryName(full)!);
        if (run.Recipe != recipe) findings.Add(new(path, "recipe", run.Recipe, $"{recipe}, its folder's name"));
        if (Path.GetFileName(full) != SeedFolders.Name(run.Seed))
            findings.Add(new(path, "seed", $"{run.Seed}", $"that of its folder {Path.GetFileName(full)}"));
    }

    /// <summary>The history has the epochs that the record counts, and the chosen one is the rule's.</summary>
    private static void Epochs(string path, RunRecord run, Recipe recipe, IReadOnlyList<HistoryRow> history, List<Finding> findings)
    {
        foreach (var (name, model) in run.Models)
        {
            var rows = history.Where(row => row.Model == name).ToList();
            if (rows.Count != model.Epochs)
            {
                findings.Add(new(path, $"models.{name}.epochs", $"{model.Epochs}", $"the {rows.Count} of history.csv"));
                continue;
            }
            if (recipe.Model(name) is not TrainedModelRecipe { Training.ChosenEpoch: var rule }) continue;
            var chosen = rule == EpochRule.Last ? rows[^1].Epoch : rows.MaxBy(row => row.ValidationAccuracy)!.Epoch;
            if (model.ChosenEpoch != chosen)
                findings.Add(new(path, $"models.{name}.chosen_epoch", $"{model.ChosenEpoch}", $"{chosen} by history.csv"));
        }
    }

    /// <summary>
    /// Every figure of a model. A record of an older method keeps its intervals, and what that method made otherwise of classes that are
    /// small, absent or two.
    /// </summary>
    /// <returns>Whether it keeps something that is made otherwise today.</returns>
    private static bool Metrics(string path, string model, JsonNode found, JsonObject expected, double tolerance, List<Finding> findings)
    {
        const string method = "intervals_method";
        if (found is not JsonObject record)
            throw new BadInputException($"{path}: models.{model}.metrics: found no section, expected every metric");
        var isOfThisMethod = Text(record[method]) == Text(expected[method]);
        var keepsOlder = false;
        foreach (var key in record.Select(pair => pair.Key).Union(isOfThisMethod ? expected.Select(pair => pair.Key) : []))
        {
            if (!isOfThisMethod && key == method) continue;
            List<Finding> differences = [];
            var right = !isOfThisMethod && key == PerClass ? WithZeros(expected[key]!) : expected[key];
            Compare(path, $"models.{model}.metrics.{key}", record[key], right, tolerance, differences);
            if (isOfThisMethod || !IsMadeOtherwise(key, expected)) findings.AddRange(differences);
            else keepsOlder |= differences.Count > 0;
        }
        return keepsOlder;
    }

    private static bool IsMadeOtherwise(string key, JsonObject expected) => key switch
    {
        "intervals" => true,
        "macro_f1" => expected[PerClass]!.AsArray().Any(row => row!["f1"] is null),
        "auroc_ovr_macro" => expected[PerClass]!.AsArray().Count == 2,
        // Where all images may be wrong by chance.
        "excess_disparate_impact" => Math.Pow(1 - Number(expected["accuracy"]!), Number(expected["images"]!)) > double.Epsilon,
        _ => false,
    };

    /// <summary>What is undefined of a class counted as 0.</summary>
    private static JsonNode WithZeros(JsonNode classes) =>
        JsonNode.Parse(classes.ToJsonString().Replace("null", "0", StringComparison.Ordinal))!;

    private static void Compare(string path, string figure, JsonNode? found, JsonNode? expected, double tolerance, List<Finding> findings)
    {
        switch (found, expected)
        {
            case (JsonObject one, JsonObject other):
                foreach (var key in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)))
                    Compare(path, $"{figure}.{key}", one[key], other[key], tolerance, findings);
                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (var i = 0; i < one.Count; i++) Compare(path, $"{figure}[{i}]", one[i], other[i], tolerance, findings);
                break;
            default:
                if (!Equal(found, expected, tolerance))
                    findings.Add(new(path, figure, Text(found), $"{Text(expected)}, recomputed from the predictions"));
                break;
        }
    }

    private static bool Equal(JsonNode? found, JsonNode? expected, double tolerance)
    {
        // The record's numbers come from text, the recomputed ones from memory: both go through text. Without a tolerance the text
        // alone counts, since a changed last digit can be the same double.
        if (Text(found) == Text(expected)) return true;
        return tolerance > 0 && found?.GetValueKind() == JsonValueKind.Number && expected?.GetValueKind() == JsonValueKind.Number
            && Number(found) is var a && Number(expected) is var b && Math.Abs(a - b) <= tolerance * Math.Abs(b);
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static double Number(JsonNode node) => double.Parse(Text(node), CultureInfo.InvariantCulture);
}

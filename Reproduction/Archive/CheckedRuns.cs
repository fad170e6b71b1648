using System.Text.Json.Nodes;
using Reproduction.Reporting;
using Reproduction.Runs;

namespace Reproduction.Archive;

/// <summary>The runs under a folder such as <c>artifacts</c>, checked.</summary>
/// <param name="Runs">The runs that recompute, by recipe and seed: only these are evidence.</param>
/// <param name="Findings">What is not as it must be.</param>
public sealed record CheckedRuns(IReadOnlyList<CheckedRun> Runs, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// Folders whose record has intervals of an older method: these were not compared, and the records here have today's.
    /// </summary>
    public IReadOnlyList<string> WithOlderIntervals { get; init; } = [];

    /// <summary>
    /// Folders whose report, page and plots an older version wrote: these were not compared, nor what a summary beside them says.
    /// </summary>
    public IReadOnlyList<string> WithOlderReports { get; init; } = [];

    /// <summary>The folder that was looked through; null where there was none.</summary>
    public string? Root { get; init; }

    /// <summary>What must be said above all else: that no run is evidence. Null where one is.</summary>
    public string? Warning => Runs.Count > 0 ? null : Findings.Count > 0
        ? $"None of the runs in {Root} recomputes: they are no evidence, and the claims were held against none."
        : $"No stored run was found{(Root is null ? "" : $" in {Root}")}, expected RECIPE/seed-N: the claims were held against none, and "
            + "no figure was recomputed.";

    /// <summary>The records alone.</summary>
    public IReadOnlyList<RunRecord> Records => [.. Runs.Select(stored => stored.Record)];

    /// <summary>
    /// Reads and checks every folder <c>RECIPE/seed-N</c>, and of each recipe whose seeds recompute the summary beside them. What is
    /// wrong with a file that several seeds share is said once.
    /// </summary>
    /// <param name="root">The folder that holds the recipes' folders; need not exist.</param>
    public static CheckedRuns Check(string root)
    {
        List<CheckedRun> runs = [];
        List<Finding> findings = [];
        List<string> olderIntervals = [], olderReports = [];
        foreach (var recipe in Folders(root).GroupBy(folder => Path.GetDirectoryName(folder)!))
        {
            // What the seeds share, and what the summary is of, is measured once.
            var measured = new MeasuredPredictions();
            foreach (var folder in recipe)
            {
                var (run, found, keepsOlder) = StoredRunCheck.Of(folder, measured);
                findings.AddRange(found);
                if (run is null || found.Count > 0) continue;
                runs.Add(run);
                if (keepsOlder) olderIntervals.Add(folder);
                if (StoredRunCheck.HasOlderReport(folder)) olderReports.Add(folder);
            }
            var recompute = recipe.All(folder => runs.Any(run => run.Folder == folder));
            findings.AddRange(StoredSummary.Check(recipe.Key, [.. recipe], recompute, measured));
        }
        var stored = new CheckedRuns(runs, findings) { Root = root, WithOlderIntervals = olderIntervals, WithOlderReports = olderReports };
        return stored with { Findings = [.. findings.Distinct(), .. stored.OneExperiment()] };
    }

    /// <summary>The folders of runs, in the order of recipes and seeds.</summary>
    /// <param name="root">The folder that holds the recipes' folders; need not exist.</param>
    public static IReadOnlyList<string> Folders(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.GetDirectories(root).SelectMany(recipe => Directory.GetDirectories(recipe, $"{SeedFolders.Prefix}*"))
            .Select(folder => folder.Replace('\\', '/'))
            .OrderBy(Path.GetDirectoryName, StringComparer.Ordinal).ThenBy(Seed).ThenBy(folder => folder, StringComparer.Ordinal)];

    /// <summary>The seeds of a recipe are of one recipe on one data set.</summary>
    internal IEnumerable<Finding> OneExperiment()
    {
        foreach (var recipe in Runs.GroupBy(stored => stored.Record.Recipe))
        {
            var (first, reference, _) = recipe.First();
            foreach (var (folder, run, _) in recipe.Skip(1))
            {
                var path = $"{folder}/run.json";
                if (run.RecipeHash != reference.RecipeHash)
                    yield return new(path, "recipe_hash", run.RecipeHash, $"{reference.RecipeHash} as in {first}");
                var before = recipe.TakeWhile(other => other.Folder != folder);
                if (before.FirstOrDefault(other => IsCopy(run, other.Record)) is { } copied)
                    yield return new(path, "models", "the figures", $"others than those of {copied.Folder}, which are of another seed");
                if (run.Dataset.Fingerprint != reference.Dataset.Fingerprint)
                    yield return new(path, "dataset.fingerprint", run.Dataset.Fingerprint,
                        $"{reference.Dataset.Fingerprint} as in {first}");
            }
        }
    }

    /// <summary>Whether a model that each seed trains has the same figures in two runs, to the bit: no two seeds come to that.</summary>
    private static bool IsCopy(RunRecord run, RunRecord other) => run.Models.Any(model =>
        model.Value.Epochs > 0 && !run.IsMadeOnce(model.Key) && other.Models.TryGetValue(model.Key, out var its)
        && JsonNode.DeepEquals(model.Value.Metrics, its.Metrics));

    private static long Seed(string folder) =>
        long.TryParse(Path.GetFileName(folder)[SeedFolders.Prefix.Length..], out var seed) ? seed : long.MaxValue;
}

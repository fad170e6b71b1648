using Reproduction.Recipes;
using Reproduction.Runs;
using Run = (string Folder, Reproduction.Runs.RunRecord Record, Reproduction.Reporting.RunReport Report);

namespace Reproduction.Reporting.Summaries;

/// <summary>Whole runs that are seeds of one recipe on the same images, each with models of its own.</summary>
internal static class SeedRuns
{
    /// <summary>Reads them, the smallest seed first.</summary>
    /// <param name="folders">The runs' folders, or folders of <c>seed-N</c>.</param>
    /// <exception cref="BadInputException">
    /// A folder is no whole run, or two of them are not seeds of one experiment: the message says which.
    /// </exception>
    public static IReadOnlyList<Run> Read(IReadOnlyList<string> folders)
    {
        IReadOnlyList<Run> runs =
        [
            .. folders.SelectMany(In).Select(folder => (folder, RunReportReader.ReadWhole(folder)))
                .Select(of => (Folder: of.folder, of.Item2.Record, of.Item2.Report)).OrderBy(run => run.Record.Seed),
        ];
        if (runs.Count < 2) throw new BadInputException($"{runs.Count} runs, expected at least two seeds of one recipe");
        SeedFolders.CheckOnce(runs.Select(run => (run.Folder, run.Record.Seed)));
        var recipe = runs[0].Record.Experiment(runs[0].Folder);
        foreach (var (i, run) in runs.Index().Skip(1))
        {
            CheckExperiment(run, runs[0]);
            foreach (var other in runs.Take(i)) CheckModels(recipe, run, other);
        }
        return runs;
    }

    /// <summary>Which runs were made under other surroundings than the first, which may move figures, a sentence each.</summary>
    /// <param name="runs">The runs.</param>
    public static IEnumerable<string> Differences(IReadOnlyList<Run> runs)
    {
        foreach (var run in runs.Skip(1))
        {
            // A record from before instructions were recorded is the earlier one, whichever seed it is of.
            var isEarlier = run.Record.Surroundings.Instructions == RunRecord.Unknown
                && runs[0].Record.Surroundings.Instructions != RunRecord.Unknown;
            var (then, now) = isEarlier ? (run, runs[0]) : (runs[0], run);
            if (then.Record.Surroundings.Difference(now.Record.Surroundings) is { } difference)
                yield return $"From seed {then.Record.Seed} to seed {now.Record.Seed} {difference}: that may differ by more than seeds do.";
        }
    }

    private static void CheckExperiment(Run run, Run first)
    {
        void Same(string what, string found, string expected)
        {
            if (found != expected)
                throw new BadInputException($"{run.Folder}: {what} {found}, expected {expected} as in {first.Folder}");
        }
        static string Short(string hash) => hash[..Math.Min(16, hash.Length)];
        static string Names(RunReport report) => Written.List(report.Models.Select(model => model.Name));

        Same("a run of recipe", $"{run.Record.Recipe} ({Short(run.Record.RecipeHash)})",
            $"{first.Record.Recipe} ({Short(first.Record.RecipeHash)})");
        Same("images with the fingerprint", Short(run.Record.Dataset.Fingerprint), Short(first.Record.Dataset.Fingerprint));
        Same("classes", Written.List(run.Report.ClassNames), Written.List(first.Report.ClassNames));
        Same("models", Names(run.Report), Names(first.Report));
        if (!run.Report.Models[0].Predictions.Labels.SequenceEqual(first.Report.Models[0].Predictions.Labels))
            throw new BadInputException($"{run.Folder}: its test images are others than those of {first.Folder}");
    }

    /// <summary>What was made once is the same, and what each seed trains is not: two seeds never train to the same bits.</summary>
    private static void CheckModels(Recipe recipe, Run run, Run other)
    {
        foreach (var (mine, its) in run.Report.Models.Zip(other.Report.Models))
        {
            var isSame = mine.Predictions.AnswersAs(its.Predictions);
            if (recipe.Model(mine.Name).Seed is not null && !isSame)
                throw new BadInputException(
                    $"{run.Folder}: another {mine.Name} than that of {other.Folder}, expected the one that was made once for all seeds");
            if (recipe.Model(mine.Name) is TrainedModelRecipe { Seed: null } && isSame)
                throw new BadInputException(
                    $"{run.Folder}: its {mine.Name} answers as that of {other.Folder} does, to the bit, expected a run of another seed");
        }
    }

    private static IEnumerable<string> In(string folder) => File.Exists(Path.Combine(folder, RunFiles.Record))
        ? [folder]
        : SeedFolders.WithRuns(folder) is { Count: > 0 } seeds
            ? seeds
            : throw new BadInputException($"{folder}: no run there, expected run.json or folders seed-N of whole runs");
}

using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Reporting;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>The figures of one run that a change of the program must keep.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Record">Its record.</param>
/// <param name="Values">The figures of each model but those that were made once for all seeds.</param>
public sealed record RunFigures(string Folder, RunRecord Record, IReadOnlyDictionary<(string Model, string Figure), double> Values)
{
    private static readonly Figure[] Metrics = [FigureCatalogue.Accuracy, FigureCatalogue.DisparateImpact, FigureCatalogue.Ece];

    /// <summary>Reads the figures of every run in a folder.</summary>
    /// <param name="root">Holds <c>seed-N</c> folders of whole runs.</param>
    /// <exception cref="BadInputException">No run there, one that is not whole or damaged, or runs of one seed.</exception>
    public static IReadOnlyList<RunFigures> InFolder(string root)
    {
        var folders = SeedFolders.In(root);
        if (folders.Count == 0) throw new BadInputException($"{root}: no run there, expected folders seed-N of whole runs");
        IReadOnlyList<RunFigures> runs = [.. folders.Select(Of)];
        SeedFolders.CheckOnce(runs.Select(run => (run.Folder, run.Record.Seed)));
        return runs;
    }

    private static RunFigures Of(string folder)
    {
        var record = RunReportReader.Record(folder);
        ManifestFile.CheckWhole(folder);
        var recipe = record.Experiment(Path.Combine(folder, RunFiles.Record));
        RunTables.CheckListed(folder, record, recipe, ManifestFile.Read(ManifestFile.In(folder)));
        var history = RunTables.History(folder, record, recipe);
        Dictionary<(string, string), double> values = [];
        // One network is no sample of what seeds do, in however many records it stands.
        foreach (var model in record.Models.Keys.Where(model => !record.IsMadeOnce(model)))
        {
            foreach (var metric in Metrics)
                if (record.Models[model].Metric(metric.Key) is { } value) values[(model, metric.Key)] = value;
            if (!recipe.Models.OfType<TrainedModelRecipe>().Any(trained => trained.Name == model)) continue;
            values[(model, "train_loss")] = (history.LastOrDefault(row => row.Model == model)
                ?? throw new BadInputException($"{folder}: no epoch of {model} in its history, expected each")).TrainLoss;
        }
        return new(folder, record, values);
    }
}

using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Reporting;

/// <summary>
/// A run's report from the files that the run left and nothing else: neither data set nor weights, so that anyone who has the
/// files can make the report again and compare.
/// </summary>
public static class RunReportReader
{
    /// <summary>Reads a whole run.</summary>
    /// <param name="folder">
    /// Holds run.json and of each model the history and the answers to the test images (<see cref="RunTables"/>).
    /// </param>
    /// <exception cref="BadInputException">A file is missing, damaged or does not belong to the others; names it.</exception>
    public static RunReport Read(string folder) => Read(folder, Record(folder));

    /// <summary>Reads the record of a whole run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="BadInputException">There is none, or that of a run that is not whole.</exception>
    internal static RunRecord Record(string folder)
    {
        var path = Path.Combine(folder, RunFiles.Record);
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file, expected the record of a run");
        var record = RunRecord.Read(path);
        return record.Models.Count > 0 ? record : throw new BadInputException($"{path}: no models, expected the record of a whole run");
    }

    /// <summary>Reads what belongs to a record.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <exception cref="BadInputException">A file is missing, damaged or does not belong to the others; names it.</exception>
    internal static RunReport Read(string folder, RunRecord record)
    {
        var path = Path.Combine(folder, RunFiles.Record);
        var recipe = record.Experiment(path);
        var names = recipe.Models.Select(model => model.Name).ToList();
        if (record.Models.Keys.FirstOrDefault(name => !names.Contains(name)) is { } stranger)
            throw new BadInputException($"{path}: model '{stranger}', expected {string.Join(", ", names)}");
        var history = RunTables.History(folder, record, recipe);
        var predictions = RunPredictions.Read(folder, record, recipe);
        return RunReport.Of(record, recipe, predictions, history) with
        {
            Files = RunFileLinks.Of(folder, record),
            Recipe = RecipeText(Protocol.Of(recipe)),
        };
    }

    /// <summary>Reads a run that is whole and as it was when it became so.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="BadInputException">
    /// It is not whole, evidence lacks, has changed or is not listed, or the record contradicts itself, the answers or the history.
    /// </exception>
    public static (RunRecord Record, RunReport Report) ReadWhole(string folder)
    {
        ManifestFile.CheckWhole(folder);
        var record = Record(folder);
        return (record, ReadAgreeing(folder, record, ManifestFile.Read(ManifestFile.In(folder))));
    }

    /// <summary>Reads what belongs to a record that contradicts neither itself nor what lies beside it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="manifest">Lists what is read; <see langword="null"/> where no manifest is there yet.</param>
    /// <exception cref="BadInputException">
    /// A file is missing, damaged, not listed or does not belong to the others, or the record contradicts itself or what lies beside it.
    /// </exception>
    internal static RunReport ReadAgreeing(string folder, RunRecord record, ManifestFile? manifest)
    {
        var path = Path.Combine(folder, RunFiles.Record);
        var (report, recipe) = (Read(folder, record), record.Experiment(path));
        BadInputException Not(string figure, string found, string expected) =>
            new($"{path}: {figure}: found {found}, expected {expected}");
        if (manifest is not null) RunTables.CheckListed(folder, record, recipe, manifest);
        if (record.HashOfResolvedRecipe() is var hash && hash != record.RecipeHash)
            throw Not("recipe_hash", record.RecipeHash, $"{hash} of the resolved recipe");
        foreach (var (name, answers) in report.Models.Select(model => (model.Name, model.Predictions)))
        {
            var made = record.Models[name];
            if (answers.Count != record.Dataset.TestImages)
                throw Not("dataset.test_images", $"{record.Dataset.TestImages}", $"the {answers.Count} of {name}'s answers");
            // Of another number of images; a last digit that is rounded otherwise is none.
            if (made.Metric(FigureCatalogue.Accuracy.Key) is { } accuracy && ConfusionMatrix.Of(answers).Accuracy is { } own
                && Math.Abs(accuracy - own) * answers.Count >= 0.5)
                throw Not($"models.{name}.metrics.accuracy", $"{accuracy}", $"the {own} of its answers");
            var epochs = report.History.Count(row => row.Model == name);
            if (recipe.Model(name) is TrainedModelRecipe && epochs != made.Epochs)
                throw Not($"models.{name}.epochs", $"{made.Epochs}", $"the {epochs} of its history");
        }
        return report;
    }

    private static string RecipeText(Protocol protocol) => $"# hash {protocol.Hash()}\n{protocol.ToYaml()}";
}

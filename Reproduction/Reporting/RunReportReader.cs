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
    /// It is not whole, evidence lacks or has changed, or the record contradicts itself or the answers.
    /// </exception>
    public static (RunRecord Record, RunReport Report) ReadWhole(string folder)
    {
        ManifestFile.CheckWhole(folder);
        var (path, record) = (Path.Combine(folder, RunFiles.Record), Record(folder));
        var report = Read(folder, record);
        if (record.HashOfResolvedRecipe() is var hash && hash != record.RecipeHash)
            throw new BadInputException($"{path}: recipe_hash: found {record.RecipeHash}, expected {hash} of the resolved recipe");
        return report.Models.FirstOrDefault(model => model.Predictions.Count != record.Dataset.TestImages) is { } other
            ? throw new BadInputException(
                $"{path}: dataset.test_images: found {record.Dataset.TestImages}, expected the {other.Predictions.Count} of {other.Name}'s answers")
            : (record, report);
    }

    private static string RecipeText(Protocol protocol) => $"# hash {protocol.Hash()}\n{protocol.ToYaml()}";
}

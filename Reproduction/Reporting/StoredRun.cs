using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Training;

namespace Reproduction.Reporting;

/// <summary>
/// A run's report from the files that the run left and nothing else: neither data set nor weights, so that anyone who has the
/// files can make the report again and compare.
/// </summary>
public static class StoredRun
{
    /// <summary>Reads a whole run.</summary>
    /// <param name="folder">Holds run.json, history.csv and predictions-MODEL.csv; the tables may be gzipped (<c>.csv.gz</c>).</param>
    /// <exception cref="BadInputException">A file is missing, damaged or does not belong to the others; names it.</exception>
    public static RunReport Read(string folder)
    {
        var path = Path.Combine(folder, "run.json");
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file, expected the record of a run");
        var record = RunRecord.Read(path);
        if (record.Models.Count == 0) throw new BadInputException($"{path}: no models, expected the record of a whole run");
        if (record.Models.Keys.FirstOrDefault(name => !ModelName.All.Contains(name)) is { } stranger)
            throw new BadInputException($"{path}: model '{stranger}', expected {string.Join(", ", ModelName.All)}");
        var history = History.Read(Table(folder, "history.csv"));
        var predictions = new Dictionary<string, Predictions>();
        foreach (var name in ModelName.All.Where(record.Models.ContainsKey))
        {
            var file = Table(folder, $"predictions-{name}.csv");
            predictions[name] = Predictions.Read(file);
            if (predictions[name].Classes != record.Dataset.ClassNames.Count)
                throw new BadInputException($"{file}: {predictions[name].Classes} classes, expected the {record.Dataset.ClassNames.Count} of {path}");
            if (!predictions[name].Labels.SequenceEqual(predictions.Values.First().Labels))
                throw new BadInputException($"{file}: its labels are not those of the other models, expected answers to the same images");
        }
        return RunReports.Of(record, Recipe(record, path), predictions, history);
    }

    private static Recipe Recipe(RunRecord record, string path)
    {
        try
        {
            return Training.Recipe.FromJson(record.ResolvedRecipe);
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path}: resolved_recipe: not a recipe ({JsonProblem.Place(e)})", e);
        }
    }

    private static string Table(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        if (File.Exists(plain)) return plain;
        return File.Exists($"{plain}.gz") ? $"{plain}.gz" : throw new BadInputException($"{plain}: no such file, nor {name}.gz");
    }
}

using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// Where a run has its tables: in the models' folders, <c>MODEL/test.csv</c> and <c>MODEL/history.csv</c>, those of a shared model
/// in <c>../shared/MODEL</c>; or beside run.json as <c>predictions-MODEL.csv</c> and <c>history.csv</c>, in runs from before
/// models had folders. Each may be gzipped (<c>.csv.gz</c>).
/// </summary>
public static class RunTables
{
    /// <summary>The file with a model's answers to the test images.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public static string Predictions(string folder, string model) =>
        Found(folder, $"{model}/{StageFiles.Test}", $"../shared/{model}/{StageFiles.Test}", $"predictions-{model}.csv");

    /// <summary>Where a run has a model's answers to the test images, or should have them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    internal static string PredictionsPath(string folder, string model) =>
        Path.Combine(folder, Directory.Exists(Path.Combine(folder, model)) ? model : $"../shared/{model}", StageFiles.Test);

    /// <summary>The figures of every epoch, model by model.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="models">The models.</param>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    public static IReadOnlyList<HistoryRow> History(string folder, IEnumerable<string> models) =>
        [.. Histories(folder, models).SelectMany(file => Training.History.Read(file.Path))];

    /// <summary>The files that hold them.</summary>
    /// <inheritdoc cref="History"/>
    internal static IReadOnlyList<(string Model, string Path)> Histories(string folder, IEnumerable<string> models)
    {
        var together = Path.Combine(folder, StageFiles.History);
        return File.Exists(together) || File.Exists($"{together}.gz")
            ? [("all models", Found(folder, StageFiles.History))]
            : [.. models.Select(model =>
                (model, Found(folder, $"{model}/{StageFiles.History}", $"../shared/{model}/{StageFiles.History}")))];
    }

    private static string Found(string folder, params string[] names) =>
        names.SelectMany(name => new[] { name, $"{name}.gz" }).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new BadInputException($"{Path.Combine(folder, names[0])}: no such file, nor {Path.GetFileName(names[0])}.gz");
}

using Reproduction.Experiments.Format;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// Where a run has its tables: in the models' folders, <c>MODEL/test.csv</c> and <c>MODEL/history.csv</c>, those of a shared model
/// in <c>../shared/MODEL</c>; or beside run.json as <c>predictions-MODEL.csv</c> and <c>history.csv</c>, in runs from before
/// models had folders. Each may be gzipped (<c>.csv.gz</c>), and answers may be NumPy's arrays (<c>test.npz</c>), as in stored runs.
/// </summary>
public static class RunTables
{
    /// <summary>Where models lie that all seeds share, beside the seeds' folders.</summary>
    public const string Shared = $"../{Named.Shared}/";

    /// <summary>The file with a model's answers to the test images; null where there is none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    public static string? Predictions(string folder, string model) => First(folder, AnswersOf(model));

    /// <summary>The file with a model's weights; null where they were not kept.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    internal static string? Weights(string folder, string model) =>
        In(model, StageFiles.Weights).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>What is said where a model has no answers.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    internal static BadInputException NoPredictions(string folder, string model) => None(folder, AnswersOf(model));

    /// <summary>The files of a model that the run has in common with other seeds, by name relative to the run's folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    public static IEnumerable<string> SharedTables(string folder, string model) =>
        new[] { First(folder, AnswersOf(model)), First(folder, HistoryOf(model)) }.OfType<string>()
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => name.StartsWith(Shared, StringComparison.Ordinal));

    /// <summary>Where a run has a model's answers to the test images, or should have them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model.</param>
    internal static string PredictionsPath(string folder, string model) =>
        Path.Combine(folder, Directory.Exists(Path.Combine(folder, model)) ? model : $"{Shared}{model}", StageFiles.Test);

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
            : [.. models.Select(model => (model, Found(folder, HistoryOf(model))))];
    }

    private static string[] AnswersOf(string model) => [.. In(model, StageFiles.Test), $"predictions-{model}.csv"];

    private static string[] HistoryOf(string model) => In(model, StageFiles.History);

    private static string[] In(string model, string table) => [$"{model}/{table}", $"{Shared}{model}/{table}"];

    private static string Found(string folder, params string[] names) => First(folder, names) ?? throw None(folder, names);

    private static string? First(string folder, params string[] names) =>
        names.SelectMany(name => new[] { name, $"{name}.gz", Path.ChangeExtension(name, ".npz") })
            .Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static BadInputException None(string folder, params string[] names) =>
        new($"{Path.Combine(folder, names[0])}: no such file, nor {Path.GetFileName(names[0])}.gz");
}

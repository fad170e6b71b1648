using Reproduction.Recipes;
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
    public const string Shared = $"../{ReservedFolders.Shared}/";

    /// <summary>The file with a model's answers to the test images; null where there is none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record, which says whether the model is shared.</param>
    /// <param name="model">The model.</param>
    public static string? Predictions(string folder, RunRecord run, string model) => First(folder, AnswersOf(run, model));

    /// <summary>The file with a model's weights; null where they were not kept.</summary>
    /// <inheritdoc cref="Predictions"/>
    internal static string? Weights(string folder, RunRecord run, string model) =>
        First(folder, In(run, model, StageFiles.Weights));

    /// <summary>What is said where a model has no answers.</summary>
    /// <inheritdoc cref="Predictions"/>
    internal static BadInputException NoPredictions(string folder, RunRecord run, string model) => None(folder, AnswersOf(run, model));

    /// <summary>The tables that a run has in common with other seeds, by name relative to the run's folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record.</param>
    public static IEnumerable<string> SharedTables(string folder, RunRecord run) =>
        run.Models.Keys.SelectMany(model =>
            new[] { First(folder, AnswersOf(run, model)), First(folder, In(run, model, StageFiles.History)) }).OfType<string>()
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => name.StartsWith(Shared, StringComparison.Ordinal));

    /// <summary>Where a run must have a model's answers to the test images.</summary>
    /// <inheritdoc cref="Predictions"/>
    internal static string PredictionsPath(string folder, RunRecord run, string model) =>
        Path.Combine(folder, In(run, model, StageFiles.Test));

    /// <summary>The figures of every epoch of the models that are trained, model by model.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    public static IReadOnlyList<HistoryRow> History(string folder, RunRecord run, Recipe recipe) =>
        [.. Histories(folder, run, recipe).SelectMany(file => Training.HistoryFile.Read(file.Path))];

    /// <summary>The files that hold them.</summary>
    /// <inheritdoc cref="History"/>
    internal static IReadOnlyList<(string Model, string Path)> Histories(string folder, RunRecord run, Recipe recipe)
    {
        var together = Path.Combine(folder, StageFiles.History);
        if (File.Exists(together) || File.Exists($"{together}.gz")) return [("all models", Found(folder, StageFiles.History))];
        var models = recipe.Models.OfType<TrainedModelRecipe>().Select(model => model.Name).Where(run.Models.ContainsKey);
        return [.. models.Select(model => (model, Found(folder, In(run, model, StageFiles.History))))];
    }

    /// <summary>
    /// Makes sure that a manifest lists what a run is read from, so that none of it changes unseen. What seeds share lies elsewhere, and
    /// older manifests do not list it.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <exception cref="BadInputException">It does not list a file.</exception>
    internal static void CheckListed(string folder, RunRecord run, Recipe recipe, ManifestFile manifest)
    {
        var read = run.Models.Keys.Select(model => Predictions(folder, run, model)).OfType<string>()
            .Concat(Histories(folder, run, recipe).Select(history => history.Path))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Prepend(RunFiles.Record)
            .Where(name => !name.StartsWith(Shared, StringComparison.Ordinal));
        if (read.FirstOrDefault(name => !manifest.Evidence.ContainsKey(name)) is { } unlisted)
            throw new BadInputException(
                $"{Path.Combine(folder, ManifestFile.Name)}: does not list {unlisted}, expected the SHA-256 of all evidence");
    }

    private static string[] AnswersOf(RunRecord run, string model) => [In(run, model, StageFiles.Test), $"predictions-{model}.csv"];

    /// <summary>
    /// Of a shared model the folder that all seeds share, and never that of a model that had its name before it was shared, nor the other
    /// way round.
    /// </summary>
    private static string In(RunRecord run, string model, string table) => $"{(run.IsMadeOnce(model) ? Shared : "")}{model}/{table}";

    private static string Found(string folder, params string[] names) => First(folder, names) ?? throw None(folder, names);

    private static string? First(string folder, params string[] names) =>
        names.SelectMany(name => new[] { name, $"{name}.gz", Path.ChangeExtension(name, ".npz") })
            .Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static BadInputException None(string folder, params string[] names) =>
        new($"{Path.Combine(folder, names[0])}: no such file, nor {Path.GetFileName(names[0])}.gz");
}

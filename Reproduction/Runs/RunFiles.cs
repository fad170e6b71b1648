using Reproduction.Files;
using Reproduction.Recipes;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// Which files of a folder are a run's own: the names that the program writes and no other. Everything else in the folder is
/// somebody's, and is neither deleted nor vouched for. Nothing is looked at through a link.
/// </summary>
internal static class RunFiles
{
    internal const string Record = "run.json", Report = "report.md", Page = "report.html", Recipe = "recipe.yaml",
        Manifest = ManifestFile.Name, Plots = ReservedFolders.Plots;

    // Without name and number of a process, as the lock and the manifest are not listed in a manifest.
    private static readonly string[] OfTheProcess = [FolderLock.FileName, FolderLock.HolderName, Manifest];

    // Weights are not for git, and a run is whole without them.
    private static readonly string[] Checkpoints =
        [Checkpoint.FinalName, Checkpoint.LatestName, Checkpoint.PreviousName, Checkpoint.NextName];

    /// <summary>Whether a manifest lists the file.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    internal static bool IsListed(string name)
    {
        var file = Path.GetFileName(name);
        return IsOwn(name) && !OfTheProcess.Contains(file) && !Checkpoints.Contains(file);
    }

    /// <summary>The files of a run's names, of those that are there.</summary>
    /// <param name="folder">The run's folder.</param>
    internal static IEnumerable<string> Listable(string folder) => Names(folder).Where(IsListed);

    /// <summary>
    /// The files that a manifest lists, of those that are there: in the models' folders what the stages of the run's recipe leave, and not
    /// what was left there when a model was made by another method, was not pinned, or was none of the recipe.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record.</param>
    /// <exception cref="BadInputException">The record's recipe is none.</exception>
    internal static IEnumerable<string> ToList(string folder, RunRecord run)
    {
        var left = StagePlan.Of(run.Experiment(Path.Combine(folder, Record)), run.Seed).Where(stage => stage.Model.Seed is null)
            .SelectMany(stage => stage.Outputs.Prepend(stage.RecordName).Select(name => $"{stage.Model.Name}/{name}")).ToHashSet();
        return Listable(folder).Where(name => name.Split('/') is not [var within, _] || within == Plots || left.Contains(name));
    }

    /// <summary>What is there and not the run's.</summary>
    /// <param name="folder">The folder.</param>
    internal static IReadOnlyList<string> Strangers(string folder) =>
        [.. Names(folder).Where(name => !IsOwn(name) && !IsUnfinished(name)).Order(StringComparer.Ordinal)];

    /// <summary>A file that a run has written there, whole; null where there is none.</summary>
    /// <param name="folder">The folder.</param>
    internal static string? Written(string folder) => Names(folder)
        .Where(name => IsOwn(name) && Path.GetFileName(name) is not FolderLock.FileName and not FolderLock.HolderName)
        .Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>
    /// Deletes what killed processes left half-written of a run's record, report and plots; models' folders are their holders'.
    /// </summary>
    /// <param name="folder">A run's, which nobody else holds.</param>
    internal static void DeleteUnfinished(string folder)
    {
        foreach (var name in Names(folder).Where(IsUnfinished)
            .Where(name => !name.Contains('/') || name.StartsWith($"{Plots}/", StringComparison.Ordinal)).ToList())
            File.Delete(Path.Combine(folder, name));
    }

    /// <summary>Deletes what killed processes left half-written of a model's files.</summary>
    /// <param name="folder">The model's, which nobody else holds.</param>
    internal static void DeleteUnfinishedOfModel(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().ToList())
            if (WholeFile.Unfinished(file.Name) is { } whole && IsOfModel(whole)) file.Delete();
    }

    /// <summary>Deletes what is in a model's folder and no stage of its method leaves there.</summary>
    /// <param name="folder">The model's, which nobody else holds.</param>
    /// <param name="model">The model.</param>
    internal static void DeleteOfOtherMethods(string folder, ModelRecipe model)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().ToList())
            if (IsOfModel(file.Name) && !IsLeftBy(model, file.Name)) file.Delete();
    }

    private static bool IsLeftBy(ModelRecipe model, string file) => OfTheProcess.Contains(file) || model switch
    {
        TrainedModelRecipe => file != StageFiles.Calibration,
        CalibratedModelRecipe =>
            file is StageFiles.MadeRecord or StageFiles.Calibration or StageFiles.TestRecord or StageFiles.Test,
        _ => file is StageFiles.TestRecord or StageFiles.Test,
    };

    /// <summary>Whether the program writes a file of this name: beside run.json, among the plots, or in a model's folder.</summary>
    private static bool IsOwn(string name) => name.Split('/') switch
    {
        [var file] => file is Record or Report or Page or Recipe || OfTheProcess.Contains(file),
        [Plots, var plot] => Path.GetExtension(plot) == ".svg" && PlotNames.Include(Path.GetFileNameWithoutExtension(plot)),
        [_, var file] => IsOfModel(file),
        _ => false,
    };

    private static bool IsOfModel(string file) =>
        file is StageFiles.MadeRecord or StageFiles.TestRecord or StageFiles.Calibration or StageFiles.Test or StageFiles.History
            or StageFiles.Terms
            or FolderLock.FileName or FolderLock.HolderName
        || Checkpoints.Contains(file)
        || (file.StartsWith(AnsweredViews.Beginning, StringComparison.Ordinal) && Path.GetExtension(file) is ".json" or ".safetensors");

    /// <summary>Files, and folders and links that are no folders of a run, by name.</summary>
    private static IEnumerable<string> Names(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo within || entry.LinkTarget is not null || !IsOfRun(within))
            {
                yield return entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name;
                continue;
            }
            foreach (var file in within.EnumerateFileSystemInfos())
                yield return $"{entry.Name}/{file.Name}{(file is DirectoryInfo ? "/" : "")}";
        }
    }

    /// <summary>The plots, or a model's folder: it holds a lock.</summary>
    private static bool IsOfRun(DirectoryInfo folder) =>
        folder.Name == Plots || File.Exists(Path.Combine(folder.FullName, FolderLock.FileName));

    private static bool IsUnfinished(string name) => WholeFile.Unfinished(name) is { } whole && IsOwn(whole);
}

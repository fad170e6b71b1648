using Reproduction.Files;

namespace Reproduction.Runs;

/// <summary>
/// Which files of a folder are a run's own: the names that the program writes and no other. Everything else in the folder is
/// somebody's, and is neither deleted nor vouched for. Nothing is looked at through a link.
/// </summary>
internal static class RunFiles
{
    internal const string Record = "run.json", Report = "report.md", Page = "report.html", Recipe = "recipe.yaml",
        Manifest = ManifestFile.Name, Plots = "plots";

    // Without name and number of a process, as the lock and the manifest are not listed in a manifest.
    private static readonly string[] OfTheProcess = [FolderLock.FileName, FolderLock.HolderName, Manifest];

    // Weights are not for git, and a run is whole without them.
    private static readonly string[] Checkpoints = [StageFiles.Weights, "latest.safetensors", "previous.safetensors", "next.safetensors"];

    // A plot of another name would count as somebody's.
    private static readonly string[] PlotNames = ["differences", "reliability", "roc", "recall", "training-accuracy", "training-loss"];

    // One for each figure or model: confusion-student.
    private static readonly string[] PlotFamilies = ["confusion", "forest"];

    /// <summary>Whether a manifest lists the file.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    internal static bool IsListed(string name)
    {
        var file = Path.GetFileName(name);
        return IsOwn(name) && !OfTheProcess.Contains(file) && !Checkpoints.Contains(file);
    }

    /// <summary>The files that a manifest lists, of those that are there.</summary>
    /// <param name="folder">The run's folder.</param>
    internal static IEnumerable<string> ToList(string folder) => Names(folder).Where(IsListed);

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

    /// <summary>Whether the program writes a file of this name: beside run.json, among the plots, or in a model's folder.</summary>
    private static bool IsOwn(string name) => name.Split('/') switch
    {
        [var file] => file is Record or Report or Page or Recipe || OfTheProcess.Contains(file),
        [Plots, var plot] => Path.GetExtension(plot) == ".svg" && Path.GetFileNameWithoutExtension(plot) is var plotted
            && (PlotNames.Contains(plotted) || PlotFamilies.Contains(plotted.Split('-')[0])),
        [_, var file] => IsOfModel(file),
        _ => false,
    };

    private static bool IsOfModel(string file) =>
        file is StageFiles.MadeRecord or StageFiles.TestRecord or StageFiles.Calibration or StageFiles.Test or StageFiles.History
            or StageFiles.Terms
            or FolderLock.FileName or FolderLock.HolderName
        || Checkpoints.Contains(file)
        || (file.StartsWith("answers", StringComparison.Ordinal) && Path.GetExtension(file) is ".json" or ".safetensors");

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

namespace Reproduction.Training;

/// <summary>
/// Which files of a folder are a run's own: the names that the program writes and no other. Everything else in the folder is
/// somebody's, and is neither deleted nor vouched for. Nothing is looked at through a link.
/// </summary>
internal static class RunFiles
{
    internal const string Record = "run.json", History = "history.csv", TeacherLogits = "teacher-logits.safetensors", Report = "report.md";
    internal const string Manifest = "manifest.json", Checkpoints = "checkpoints", Plots = "plots";

    private static readonly string[] Folders = [Checkpoints, Plots];

    // Without name and number of a process, as the lock and the manifest are not listed in a manifest.
    private static readonly string[] OfTheProcess = [FolderLock.FileName, FolderLock.HolderName, Manifest];

    private static readonly HashSet<string> Listed =
    [
        Record, History, TeacherLogits, Report, "report.html",
        .. new[] { "differences", "recall", "training-accuracy", "training-loss" }.Select(plot => $"{Plots}/{plot}.svg"),
        .. ModelName.All.SelectMany(model => new[] { Predictions(model), $"{Plots}/confusion-{model}.svg" }),
    ];

    private static readonly HashSet<string> Own =
    [
        .. Listed, .. OfTheProcess,
        .. ModelName.All.SelectMany(model => new[] { "", ".latest", ".previous", ".next" }.Select(kind => $"{Checkpoints}/{model}{kind}.safetensors")),
    ];

    /// <summary>A model's logits of the test images.</summary>
    /// <param name="model">The model's name.</param>
    internal static string Predictions(string model) => $"predictions-{model}.csv";

    /// <summary>Whether a manifest lists the file.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    internal static bool IsListed(string name) => Listed.Contains(name);

    /// <summary>The files that a manifest lists, of those that are there.</summary>
    /// <param name="folder">The run's folder.</param>
    internal static IEnumerable<string> ToList(string folder) => Names(folder).Where(IsListed);

    /// <summary>What is there and not the run's.</summary>
    /// <param name="folder">The folder.</param>
    internal static IReadOnlyList<string> Strangers(string folder) =>
        [.. Names(folder).Where(name => !Own.Contains(name) && !IsUnfinished(name)).Order(StringComparer.Ordinal)];

    /// <summary>A file that a run has written there, whole; null where there is none.</summary>
    /// <param name="folder">The folder.</param>
    internal static string? Written(string folder) =>
        Names(folder).Where(name => Own.Contains(name) && name is not FolderLock.FileName and not FolderLock.HolderName).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Deletes what killed processes left half-written. For a folder that nobody else writes to.</summary>
    /// <param name="folder">The folder.</param>
    internal static void DeleteUnfinished(string folder)
    {
        foreach (var name in Names(folder).Where(IsUnfinished).ToList()) File.Delete(Path.Combine(folder, name));
    }

    /// <summary>Files, and folders and links that are no folders of a run, by name.</summary>
    private static IEnumerable<string> Names(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo || entry.LinkTarget is not null || !Folders.Contains(entry.Name))
            {
                yield return entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name;
                continue;
            }
            foreach (var within in ((DirectoryInfo)entry).EnumerateFileSystemInfos())
                yield return $"{entry.Name}/{within.Name}{(within is DirectoryInfo ? "/" : "")}";
        }
    }

    private static bool IsUnfinished(string name) => WholeFile.Unfinished(name) is { } whole && Own.Contains(whole);
}

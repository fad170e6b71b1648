using Reproduction.Runs;

namespace Reproduction.Reporting.Pages;

/// <summary>Makes the derived files of a whole run again from its evidence, which stays as it is to the byte.</summary>
public static class DerivedFiles
{
    /// <summary>Writes report, page and plots, and the manifest that lists them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="restate">
    /// Whether to put files of this program's version in the place of those of another, and to vouch for files without a manifest.
    /// </param>
    /// <returns>The run, and the figures that its report shows.</returns>
    /// <exception cref="BadInputException">
    /// Evidence lacks or changed, or the files are of another version and nobody asked to restate them.
    /// </exception>
    public static (RunReport Report, RunMeasurements Measurements) Write(string folder, bool restate)
    {
        var path = Path.Combine(folder, ManifestFile.Name);
        var before = File.Exists(path) ? ManifestFile.Read(path) : null;
        if (!restate) Refuse(folder, before);
        foreach (var (name, hash) in before?.Evidence ?? new Dictionary<string, string>())
            ManifestFile.Check(Path.Combine(folder, name), hash);
        var record = StoredRun.Record(folder);
        var report = StoredRun.Read(folder, record);
        IReadOnlyList<string> evidence = [.. (before?.Evidence.Keys ?? Evidence(folder)).Union(RunTables.SharedTables(folder, record))];
        var (measurements, derived) = ReportFiles.Write(folder, report);
        // Of another version, or a model's that the run no longer has.
        foreach (var gone in Names(folder).Where(ManifestFile.IsDerived).Except(derived).ToList()) File.Delete(Path.Combine(folder, gone));
        ManifestFile.Of(folder, evidence.Concat(derived)).Write(path);
        return (report, measurements);
    }

    private static void Refuse(string folder, ManifestFile? before)
    {
        if (before is null)
            throw new BadInputException(
                $"{folder}: no {ManifestFile.Name}, expected a whole run; --restate makes one of the files that are there");
        if (before.ReportVersion != ManifestFile.CurrentReport)
            throw new BadInputException(
                $"{folder}: its report is of version {before.ReportVersion}, this program writes version {ManifestFile.CurrentReport}; "
                + "--restate puts it in the other's place");
    }

    /// <summary>What is there but what can be made again, belongs to a process, or is too large to keep.</summary>
    private static IEnumerable<string> Evidence(string folder) => Names(folder).Where(name =>
        !ManifestFile.IsDerived(name) && name != ManifestFile.Name && name is not FolderLock.FileName and not FolderLock.HolderName
        && !name.EndsWith(".safetensors", StringComparison.Ordinal));

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}

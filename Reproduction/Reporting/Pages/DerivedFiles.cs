using Reproduction.Files;
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
    /// Evidence lacks, changed, is not listed or contradicts itself, or the files are of another version and nobody asked to restate them.
    /// </exception>
    public static (RunReport Report, RunMeasurements Measurements) Write(string folder, bool restate)
    {
        var path = Path.Combine(folder, ManifestFile.Name);
        var before = File.Exists(path) ? ManifestFile.Read(path) : null;
        if (!restate) Refuse(folder, before);
        foreach (var (name, hash) in before?.Evidence ?? new Dictionary<string, string>())
            ManifestFile.Check(Path.Combine(folder, name), hash);
        var record = RunReportReader.Record(folder);
        var report = RunReportReader.ReadAgreeing(folder, record, before);
        IReadOnlyList<string> evidence =
            [.. (before?.Evidence.Keys ?? Evidence(folder, record)).Union(RunTables.SharedTables(folder, record))];
        var (measurements, derived) = ReportFiles.Write(folder, report);
        DeleteFormer(folder, before, derived);
        var now = ManifestFile.Of(folder, evidence.Concat(derived));
        // What the report was made of, and not what another process may have put in its place since.
        foreach (var (name, hash) in before?.Evidence ?? new Dictionary<string, string>())
            if (now.Evidence[name] != hash) ManifestFile.Check(Path.Combine(folder, name), hash);
        now.Write(path);
        return (report, measurements);
    }

    /// <summary>Deletes what is of another version, or a model's that the run no longer has; what somebody else laid there stays.</summary>
    private static void DeleteFormer(string folder, ManifestFile? before, IReadOnlyList<string> derived)
    {
        foreach (var name in Names(folder).Where(ManifestFile.IsDerived).Except(derived)
            .Where(name => before?.Derived.ContainsKey(name) == true || RunFiles.IsListed(name)).ToList())
            File.Delete(Path.Combine(folder, name));
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

    /// <summary>
    /// What a manifest lists and cannot be made again: of a run that was made here as its seal would have it, of one that was kept all but
    /// what belongs to a process or is too large.
    /// </summary>
    /// <exception cref="BadInputException">A stage of the run is not done.</exception>
    private static IEnumerable<string> Evidence(string folder, RunRecord run)
    {
        var names = Names(folder).ToList();
        bool IsDone(string record) => StageRecord.Read(Path.Combine(folder, record)) is { Outputs.Count: > 0 };
        if (names.Where(StageFiles.IsRecord).FirstOrDefault(record => !IsDone(record)) is { } unfinished)
            throw new BadInputException($"{Path.Combine(folder, unfinished)}: of a stage that is not done, expected a whole run");
        return (names.Any(StageFiles.IsRecord) ? RunFiles.ToList(folder, run) : names.Where(name =>
            Path.GetFileName(name) is not (ManifestFile.Name or FolderLock.FileName or FolderLock.HolderName)
            && WholeFile.Unfinished(name) is null && !name.EndsWith(".safetensors", StringComparison.Ordinal)))
            .Where(name => !ManifestFile.IsDerived(name));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        }).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}

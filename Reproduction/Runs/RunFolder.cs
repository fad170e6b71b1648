using Reproduction.Recipes.Format;
using Reproduction.Text;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// The folder of one run, <c>seed-N</c> of an experiment: its record, its report, and a folder for each model. It is held for
/// moments only, to begin a run and to end it: what is made in between is held model by model. A folder that holds anything but a
/// run is never taken for one, and of a run's folder only the files that the run itself writes are touched (<see cref="RunFiles"/>).
/// </summary>
public sealed class RunFolder : IDisposable
{
    private readonly string path;
    private readonly FolderLock held;

    private RunFolder(string path, FolderLock held) => (this.path, this.held) = (path, held);

    /// <summary>The folder, to write to.</summary>
    /// <exception cref="DirectoryNotFoundException">It was renamed or deleted since this process took it.</exception>
    public string Path
    {
        get
        {
            held.EnsureThere();
            return path;
        }
    }

    /// <summary>Everything about the run that is neither a row nor a logit.</summary>
    public string RunJson => In(RunFiles.Record);

    /// <summary>SHA-256 of every file; stands there when the run is whole.</summary>
    public string Manifest => In(RunFiles.Manifest);

    /// <summary>Whether the run is whole.</summary>
    public bool IsWhole => File.Exists(Manifest);

    /// <summary>What is in the folder and not the run's: it is left alone, and no manifest lists it.</summary>
    public IReadOnlyList<string> Strangers => RunFiles.Strangers(Path);

    /// <summary>Takes a folder, after whoever holds it.</summary>
    /// <param name="path">The folder; made where it lacks.</param>
    /// <param name="waiting">Is told once, in words, for whom it waits.</param>
    /// <param name="stop">Asks to wait no longer.</param>
    /// <exception cref="BadInputException">The folder cannot be written or locked, or is neither a run's nor empty.</exception>
    public static RunFolder Take(string path, Action<string> waiting, CancellationToken stop)
    {
        RefuseWhatIsNoRun(path);
        return new(path, FolderLock.Wait(path, waiting, stop));
    }

    /// <summary>Makes sure that a run may be begun here or gone on with.</summary>
    /// <param name="run">The run, unfinished.</param>
    /// <param name="resume">Whether to go on with a run that is there.</param>
    /// <param name="isStale">Whether something shared, from which the run was made, is another one now.</param>
    /// <exception cref="BadInputException">
    /// It holds another run, a whole run with files changed, or a run that nobody said what to do with.
    /// </exception>
    public void Begin(RunRecord run, bool resume, Func<bool> isStale)
    {
        if (!File.Exists(RunJson))
        {
            if (RunFiles.Written(path) is { } written)
                throw new BadInputException(
                    $"{path}: holds {written} but no run.json, expected a run or an empty folder; --force moves it aside and starts anew");
            RunFiles.DeleteUnfinished(path);
            run.Write(RunJson);
            return;
        }
        var found = RunRecord.Read(RunJson);
        if (found.Recipe != run.Recipe)
            throw new BadInputException(
                $"{path}: holds a run of recipe {found.Recipe}, expected one of {run.Recipe} or an empty folder (--force moves it aside)");
        if (!resume)
            throw new BadInputException($"{path}: holds a run already; --resume goes on with it, --force moves it aside and starts anew");
        if (Format1.Is(found.ResolvedRecipe))
            throw new BadInputException(
                $"{path}: holds a run from before models had folders, which is read but not gone on with; --force moves it aside and "
                + "starts anew");
        if (found.Surroundings.Difference(run.Surroundings) is { } difference)
            throw new BadInputException($"{path}: cannot resume: {difference}; --force moves the run aside and starts anew");
        RunFiles.DeleteUnfinished(path);
        var isAsked = found.RecipeHash == run.RecipeHash && found.AsksAs(run);
        if (IsWhole && isAsked && !isStale())
        {
            CheckManifest();
            return;
        }
        // From here on it is not whole, whatever becomes of this process.
        File.Delete(Manifest);
        if (!isAsked) run.Write(RunJson);
    }

    /// <summary>Moves a run that is here aside.</summary>
    /// <param name="waiting">Is told for whom it waits.</param>
    /// <param name="stop">Asks to wait no longer.</param>
    /// <returns>The folder, empty.</returns>
    /// <exception cref="BadInputException">Another process works in it, or it cannot be moved.</exception>
    public RunFolder MovedAside(Action<string> waiting, CancellationToken stop)
    {
        if (RunFiles.Written(path) is null) return this;
        foreach (var model in Directory.GetDirectories(path)
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, FolderLock.FileName))))
            FolderLock.Take(model).Dispose();
        MoveAside(path);
        Dispose();
        return Take(path, waiting, stop);
    }

    /// <summary>Renames a folder to a name that says so and that nothing has.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="BadInputException">It cannot be moved.</exception>
    internal static void MoveAside(string path)
    {
        // One rename: a kill leaves the folder where it was or aside, never half of it.
        var from = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if ($"{Environment.CurrentDirectory}/".StartsWith($"{from}/", StringComparison.Ordinal))
            throw new BadInputException(
                $"{path}: the working folder is in it, so that it cannot be moved aside; run --force from another folder");
        try
        {
            Directory.Move(from, Enumerable.Range(1, int.MaxValue).Select(n => $"{from}.old-{n}")
                .First(name => !System.IO.Path.Exists(name)));
        }
        catch (IOException e)
        {
            throw new BadInputException($"{path}: cannot be moved aside ({e.Message})", e);
        }
    }

    /// <summary>
    /// Writes the manifest: with it the run is whole, and needs no checkpoint but each model's weights. Those of a model that another
    /// process works on, as it may make one anew that seeds share, are left alone.
    /// </summary>
    /// <param name="checkpoints">The models' checkpoints.</param>
    /// <exception cref="BadInputException">A file that the run wrote is gone.</exception>
    public void Seal(IEnumerable<Checkpoint> checkpoints)
    {
        if (!File.Exists(RunJson)) throw Gone(RunJson);
        if (Needed().FirstOrDefault(file => !File.Exists(file)) is { } gone) throw Gone(gone);
        foreach (var checkpoint in checkpoints.Where(checkpoint => checkpoint.HasMoreThanFinal))
        {
            using var model = FolderLock.TakeIfFree(checkpoint.Folder);
            // Asked again now that nobody else can make it anew.
            if (model is not null && checkpoint.HasMoreThanFinal) checkpoint.KeepFinalAlone();
        }
        ManifestFile.Of(Path, [.. Listed(), .. SharedTables()]).Write(Manifest);
    }

    /// <summary>Deletes the plots of a report that was here before.</summary>
    /// <param name="written">The files of the report of now.</param>
    public void DeleteFormer(IReadOnlyList<string> written)
    {
        foreach (var name in Listed().Where(ManifestFile.IsDerived).Except(written).ToList()) File.Delete(In(name));
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    // Before the lock is taken, so that nothing is left behind in somebody's folder.
    private static void RefuseWhatIsNoRun(string path)
    {
        foreach (var folder in Directory.Exists(path) ? new DirectoryInfo(path).GetDirectories() : [])
            if (folder.LinkTarget is not null)
                throw new BadInputException($"{System.IO.Path.Combine(path, folder.Name)}: a link, expected a folder of the run's own");
        if (!File.Exists(System.IO.Path.Combine(path, RunFiles.Record)) && RunFiles.Strangers(path) is [var stranger, ..])
            throw new BadInputException(
                $"{path}: holds {OneLine.Quote(stranger)} and no run, expected a run or an empty folder; nothing was touched");
    }

    private static BadInputException Gone(string file) => new($"{file}: gone since this run wrote it; --resume writes it again");

    /// <summary>Every file that makes a run whole.</summary>
    private IEnumerable<string> Needed()
    {
        var run = RunRecord.Read(RunJson);
        return [RunJson, In(RunFiles.Report), .. run.Models.Keys.Select(model => RunTables.PredictionsPath(path, run, model))];
    }

    /// <summary>
    /// What its report is made of and lies with the models that seeds share, where another seed's process can make it anew.
    /// </summary>
    private IEnumerable<string> SharedTables() => RunTables.SharedTables(path, RunRecord.Read(RunJson));

    private void CheckManifest()
    {
        var (written, listed) = (ManifestFile.Read(Manifest).Files, Listed().ToHashSet());
        // Manifests from before also list what a model of another method left in its folder, and nothing that is shared.
        var found = ManifestFile.Of(Path, [.. RunFiles.Listable(Path), .. SharedTables()]).Files;
        if (written.Keys.FirstOrDefault(name => !RunFiles.IsListed(name)
            && !name.StartsWith(RunTables.Shared, StringComparison.Ordinal)) is { } stranger)
            throw NotWhole(Manifest, $"lists {OneLine.Quote(stranger)}, which is no file of a run");
        foreach (var (name, hash) in written)
            if (!found.TryGetValue(name, out var now) || now != hash)
                throw NotWhole(In(name), $"{(now is null ? "gone" : "changed")} since the run was whole");
        if (found.Keys.FirstOrDefault(name => !written.ContainsKey(name) && listed.Contains(name)) is { } unlisted)
            throw NotWhole(Manifest, $"does not list {unlisted}");
    }

    /// <summary>The run's own files, without those of a former recipe.</summary>
    private IEnumerable<string> Listed() => RunFiles.ToList(Path, RunRecord.Read(RunJson));

    private BadInputException NotWhole(string file, string what) =>
        new($"{file}: {what}; without {Manifest}, --resume makes it again from the checkpoints");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

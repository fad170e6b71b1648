using System.Text.Json;
using Reproduction.Models.Weights;

namespace Reproduction.Training;

/// <summary>
/// The folder of one run: a recipe with a seed on some data, held by one process at a time. A folder that holds anything but a
/// run is never taken for one, and of a run's folder only the files that the run itself writes are touched (<see cref="RunFiles"/>).
/// </summary>
public sealed class RunFolder : IDisposable
{
    private readonly string path;
    private readonly RunIdentity identity;
    private readonly FolderLock held;

    private RunFolder(string path, RunIdentity identity) => (this.path, this.identity, held) = (path, identity, FolderLock.Take(path));

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

    /// <summary>The figures of every epoch.</summary>
    public string History => In(RunFiles.History);

    /// <summary>The teacher's logits of the training images.</summary>
    public string TeacherLogits => In(RunFiles.TeacherLogits);

    /// <summary>SHA-256 of every file; stands there when the run is whole.</summary>
    public string Manifest => In(RunFiles.Manifest);

    /// <summary>Weights and what training needs to go on; not for git.</summary>
    public string Checkpoints => In(RunFiles.Checkpoints);

    /// <summary>Whether the run is whole.</summary>
    public bool IsWhole => File.Exists(Manifest);

    /// <summary>What is in the folder and not the run's: it is left alone, and no manifest lists it.</summary>
    public IReadOnlyList<string> Strangers => RunFiles.Strangers(Path);

    /// <summary>A model's logits of the test images.</summary>
    /// <param name="model">The model's name.</param>
    public string Predictions(string model) => In(RunFiles.Predictions(model));

    /// <summary>A stage's checkpoint files.</summary>
    /// <param name="model">The model's name.</param>
    public Checkpoint Checkpoint(string model) => new(Checkpoints, model, identity.OriginOf(model)) { Writing = held.EnsureThere };

    /// <summary>Takes a folder for a run.</summary>
    /// <param name="path">The folder; made where it lacks.</param>
    /// <param name="identity">What the run is.</param>
    /// <param name="resume">Whether to go on with a run that is there.</param>
    /// <param name="force">Whether to move a run that is there aside and start anew.</param>
    /// <exception cref="BadInputException">
    /// The folder cannot be written, is in use, is neither a run's nor empty, or holds another run, a whole run with files
    /// changed, or a run that nobody said what to do with.
    /// </exception>
    public static RunFolder Take(string path, RunIdentity identity, bool resume, bool force)
    {
        RefuseWhatIsNoRun(path);
        var folder = new RunFolder(path, identity);
        try
        {
            if (force && RunFiles.Written(path) is not null)
            {
                folder.MoveAside();
                folder.Dispose();
                return new(path, identity);
            }
            if (!File.Exists(folder.RunJson))
            {
                if (RunFiles.Written(path) is { } written)
                    throw new BadInputException($"{path}: holds {written} but no run.json, expected a run or an empty folder; --force moves it aside and starts anew");
                RunFiles.DeleteUnfinished(path);
                return folder;
            }
            var found = RunRecord.Read(folder.RunJson).Identity;
            if (found.Recipe != identity.Recipe)
                throw new BadInputException($"{path}: holds a run of recipe {found.Recipe}, expected one of {identity.Recipe} or an empty folder (--force moves it aside)");
            if (!resume)
                throw new BadInputException($"{path}: holds a run already; --resume goes on with it, --force moves it aside and starts anew");
            if (found.Difference(identity) is { } difference)
                throw new BadInputException($"{path}: cannot resume: {difference}; --force moves the run aside and starts anew");
            RunFiles.DeleteUnfinished(path);
            if (folder.IsWhole) folder.CheckManifest();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes the manifest: with it the run is whole, and needs no checkpoint but each model's weights.</summary>
    /// <exception cref="BadInputException">A file that the run wrote is gone.</exception>
    public void Seal()
    {
        if (!File.Exists(RunJson)) throw Gone(RunJson);
        var models = RunRecord.Read(RunJson).Models.Keys;
        if (Needed(models).Select(In).FirstOrDefault(file => !File.Exists(file)) is { } gone) throw Gone(gone);
        foreach (var model in models) Checkpoint(model).KeepFinalAlone();
        WholeFile.WriteText(Manifest, JsonSerializer.Serialize(Hashes(), RunRecord.Json) + "\n");
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    // Before the lock is taken, so that nothing is left behind in somebody's folder.
    private static void RefuseWhatIsNoRun(string path)
    {
        foreach (var name in new[] { RunFiles.Checkpoints, RunFiles.Plots }.Select(name => System.IO.Path.Combine(path, name)))
            if (new DirectoryInfo(name).LinkTarget is not null) throw new BadInputException($"{name}: a link, expected a folder of the run's own");
        if (!File.Exists(System.IO.Path.Combine(path, RunFiles.Record)) && RunFiles.Strangers(path) is [var stranger, ..])
            throw new BadInputException($"{path}: holds {OneLine.Quote(stranger)} and no run, expected a run or an empty folder; nothing was touched");
    }

    private static BadInputException Gone(string file) => new($"{file}: gone since this run wrote it; --resume writes it again");

    private SortedDictionary<string, string> Hashes() =>
        new(RunFiles.ToList(Path).ToDictionary(name => name, name => ManifestFile.Sha256(In(name))), StringComparer.Ordinal);

    /// <summary>Every file that makes a run whole, of these models.</summary>
    private static IEnumerable<string> Needed(IEnumerable<string> models) =>
        [RunFiles.Record, RunFiles.History, RunFiles.Report, .. models.Select(RunFiles.Predictions)];

    private void CheckManifest()
    {
        var written = ManifestFile.Read(Manifest);
        var found = Hashes();
        if (written.Keys.FirstOrDefault(name => !RunFiles.IsListed(name)) is { } stranger)
            throw NotWhole(Manifest, $"lists {OneLine.Quote(stranger)}, which is no file of a run");
        foreach (var (name, hash) in written)
            if (!found.TryGetValue(name, out var now) || now != hash)
                throw NotWhole(In(name), $"{(now is null ? "gone" : "changed")} since the run was whole");
        if (found.Keys.Union(Needed(RunRecord.Read(RunJson).Models.Keys)).FirstOrDefault(name => !written.ContainsKey(name)) is { } unlisted)
            throw NotWhole(Manifest, $"does not list {unlisted}");
    }

    private BadInputException NotWhole(string file, string what) =>
        new($"{file}: {what}; without {Manifest}, --resume makes it again from the checkpoints");

    private string In(string name) => System.IO.Path.Combine(Path, name);

    // One rename: a kill leaves the run where it was or aside, never half of it.
    private void MoveAside()
    {
        var from = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if ($"{Environment.CurrentDirectory}/".StartsWith($"{from}/", StringComparison.Ordinal))
            throw new BadInputException($"{path}: the working folder is in it, so that it cannot be moved aside; run --force from another folder");
        try
        {
            Directory.Move(from, Enumerable.Range(1, int.MaxValue).Select(n => $"{from}.old-{n}").First(name => !System.IO.Path.Exists(name)));
        }
        catch (IOException e)
        {
            throw new BadInputException($"{path}: cannot be moved aside ({e.Message})", e);
        }
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Reproduction.Training;

/// <summary>
/// The folder of one run: a recipe with a seed on some data. Held by one process at a time through a lock of the operating
/// system on the file <c>run.lock</c>, which a dead process cannot hold. The file itself stays: were it deleted, a process that
/// had opened it before and one that makes it anew could each lock a file of their own.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string LockName = "run.lock";
    private const string HolderName = "run.pid";
    private const string ManifestName = "manifest.json";

    // What .NET reports where flock says EWOULDBLOCK: errno itself, which is 11 on Linux and 35 on macOS.
    private static readonly int LockedByAnother = OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly FileStream held;

    private RunFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Everything about the run that is neither a row nor a logit.</summary>
    public string RunJson => In("run.json");

    /// <summary>The figures of every epoch.</summary>
    public string History => In("history.csv");

    /// <summary>The teacher's logits of the training images.</summary>
    public string TeacherLogits => In("teacher-logits.safetensors");

    /// <summary>SHA-256 of every file; stands there when the run is whole.</summary>
    public string Manifest => In(ManifestName);

    /// <summary>Weights and what training needs to go on; not for git.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>Whether the run is whole.</summary>
    public bool IsWhole => File.Exists(Manifest);

    /// <summary>A model's logits of the test images.</summary>
    /// <param name="model">The model's name.</param>
    public string Predictions(string model) => In($"predictions-{model}.csv");

    /// <summary>A stage's checkpoint files.</summary>
    /// <param name="model">The model's name.</param>
    public Checkpoint Checkpoint(string model) => new(Checkpoints, model);

    /// <summary>Takes a folder for a run.</summary>
    /// <param name="path">The folder; made where it lacks.</param>
    /// <param name="identity">What the run is.</param>
    /// <param name="resume">Whether to go on with a run that is there.</param>
    /// <param name="force">Whether to move a run that is there aside and start anew.</param>
    /// <exception cref="BadInputException">
    /// The folder cannot be written, is in use, or holds another run, a whole run with files changed, or a run that nobody said
    /// what to do with.
    /// </exception>
    public static RunFolder Take(string path, RunIdentity identity, bool resume, bool force)
    {
        var folder = Lock(path);
        try
        {
            if (force && folder.HoldsSomething)
            {
                folder.MoveAside();
                folder.Dispose();
                return Lock(path);
            }
            if (!File.Exists(folder.RunJson))
            {
                if (folder.HoldsSomething)
                    throw new BadInputException($"{path}: holds checkpoints but no run.json, expected a run or an empty folder; --force moves it aside and starts anew");
                WholeFile.DeleteUnfinished(path);
                return folder;
            }
            var found = RunRecord.Read(folder.RunJson).Identity;
            if (found.Recipe != identity.Recipe)
                throw new BadInputException($"{path}: holds a run of recipe {found.Recipe}, expected one of {identity.Recipe} or an empty folder (--force moves it aside)");
            if (!resume)
                throw new BadInputException($"{path}: holds a run already; --resume goes on with it, --force moves it aside and starts anew");
            if (found.Difference(identity) is { } difference)
                throw new BadInputException($"{path}: cannot resume: {difference}; --force moves the run aside and starts anew");
            WholeFile.DeleteUnfinished(path);
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
        var predictions = models.Select(Predictions);
        if (predictions.Append(History).Append(In("report.md")).FirstOrDefault(file => !File.Exists(file)) is { } gone) throw Gone(gone);
        foreach (var model in models) Checkpoint(model).KeepFinalAlone();
        WholeFile.WriteText(Manifest, JsonSerializer.Serialize(Hashes(), RunRecord.Json) + "\n");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!held.CanWrite) return;
        try
        {
            File.Delete(In(HolderName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk fails or has become read-only: the lock is given back all the same.
        }
        held.Dispose();
    }

    private bool HoldsSomething => File.Exists(RunJson) || Directory.Exists(Checkpoints);

    private static BadInputException Gone(string file) => new($"{file}: gone since this run wrote it; --resume writes it again");

    private SortedDictionary<string, string> Hashes() => new(
        Directory.GetFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => (Name: System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'), File: file))
            .Where(file => file.Name is not LockName and not HolderName and not ManifestName && !file.Name.StartsWith("checkpoints/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => Sha256(file.File)),
        StringComparer.Ordinal);

    private void CheckManifest()
    {
        Dictionary<string, string>? written;
        try
        {
            written = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Manifest));
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{Manifest}: not a manifest ({JsonFault.Words(e)}); without it, --resume makes what is lacking again", e);
        }
        var found = Hashes();
        var changed = (written ?? []).FirstOrDefault(file => !found.TryGetValue(file.Key, out var hash) || hash != file.Value).Key;
        if (changed is not null)
            throw new BadInputException(
                $"{In(changed)}: {(found.ContainsKey(changed) ? "changed" : "gone")} since the run was whole; without {Manifest}, --resume makes it again from the checkpoints");
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static RunFolder Lock(string path)
    {
        var file = System.IO.Path.Combine(path, LockName);
        try
        {
            Directory.CreateDirectory(path);
            // FileShare.None is an exclusive lock (flock) that the operating system gives back with the process. The holder's
            // number stands in a file of its own, because .NET cannot read a locked one.
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new RunFolder(path, held);
            try
            {
                File.WriteAllText(folder.In(HolderName), $"{Environment.ProcessId}\n");
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{path}: cannot be written ({e.Message})", e);
        }
        catch (IOException e) when (e.HResult == LockedByAnother)
        {
            throw new BadInputException($"{path}: in use by process {Holder(path)}", e);
        }
        catch (IOException e)
        {
            throw new BadInputException($"{path}: cannot be written ({e.Message})", e);
        }
    }

    /// <summary>Who holds the lock. The number is written a moment after the lock is taken, and a dead process may have left its own.</summary>
    private static string Holder(string path)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                if (int.TryParse(File.ReadAllText(System.IO.Path.Combine(path, HolderName)), out var number) && IsRunning(number)) return $"{number}";
            }
            catch (IOException)
            {
                // Not there yet, or just being written.
            }
            Thread.Sleep(50);
        }
        return "unknown";
    }

    private static bool IsRunning(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // One rename: a kill leaves the run where it was or aside, never half of it.
    private void MoveAside()
    {
        var path = System.IO.Path.TrimEndingDirectorySeparator(Path);
        Directory.Move(path, Enumerable.Range(1, int.MaxValue).Select(n => $"{path}.old-{n}").First(name => !Directory.Exists(name) && !File.Exists(name)));
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

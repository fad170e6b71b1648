using System.Security.Cryptography;
using System.Text.Json;

namespace Reproduction.Training;

/// <summary>
/// The folder of one run: a recipe with a seed on some data. Held by one process at a time through a lock of the operating
/// system, which a dead process cannot hold.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string LockName = "run.lock";
    private const string HolderName = "run.pid";
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
    public string Manifest => In("manifest.json");

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
    /// <exception cref="BadInputException">The folder cannot be written, is in use, or holds another run or one that nobody said what to do with.</exception>
    public static RunFolder Take(string path, RunIdentity identity, bool resume, bool force)
    {
        var folder = Lock(path);
        try
        {
            if (!File.Exists(folder.RunJson)) return folder;
            if (force)
            {
                folder.MoveAside();
                return folder;
            }
            var found = RunRecord.Read(folder.RunJson).Identity;
            if (found.Recipe != identity.Recipe)
                throw new BadInputException($"{path}: holds a run of recipe {found.Recipe}, expected one of {identity.Recipe} or an empty folder (--force moves it aside)");
            if (!resume)
                throw new BadInputException($"{path}: holds a run already; --resume goes on with it, --force moves it aside and starts anew");
            if (found.Difference(identity) is { } difference)
                throw new BadInputException($"{path}: cannot resume: {difference}; --force moves the run aside and starts anew");
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes the manifest: with it the run is whole.</summary>
    public void Seal()
    {
        var files = Directory.GetFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => (Name: System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'), File: file))
            .Where(file => file.Name is not LockName and not HolderName and not "manifest.json" && !file.Name.StartsWith("checkpoints/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToDictionary(file => file.Name, file => Sha256(file.File));
        WholeFile.WriteText(Manifest, JsonSerializer.Serialize(files, RunRecord.Json) + "\n");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(In(HolderName));
        File.Delete(In(LockName));
        held.Dispose();
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static RunFolder Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            // FileShare.None is an exclusive lock of the operating system; the holder's number stands in a file of its own,
            // because a locked file cannot be read by others.
            var held = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(System.IO.Path.Combine(path, HolderName), $"{Environment.ProcessId}\n");
            return new RunFolder(path, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{path}: cannot be written ({e.Message})", e);
        }
        catch (IOException e) when (File.Exists(System.IO.Path.Combine(path, LockName)))
        {
            throw new BadInputException($"{path}: in use by process {Holder(path)}", e);
        }
        catch (IOException e)
        {
            throw new BadInputException($"{path}: cannot be written ({e.Message})", e);
        }
    }

    private static string Holder(string path)
    {
        var file = System.IO.Path.Combine(path, HolderName);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "unknown";
    }

    private void MoveAside()
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(n => $"{Path.TrimEnd('/')}.old-{n}").First(name => !Directory.Exists(name));
        Directory.CreateDirectory(aside);
        foreach (var entry in Directory.GetFileSystemEntries(Path).Where(entry => System.IO.Path.GetFileName(entry) is not LockName and not HolderName))
            Directory.Move(entry, System.IO.Path.Combine(aside, System.IO.Path.GetFileName(entry)));
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

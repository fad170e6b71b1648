using System.Security.Cryptography;
using System.Text.Json;

namespace Reproduction.Runs;

/// <summary>
/// The folder of one run, <c>seed-N</c> of an experiment: its record, its report, and a folder for each model. It is held for
/// moments only, to begin a run and to end it: what is made in between is held model by model.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string ManifestName = "manifest.json";

    private readonly FolderLock held;

    private RunFolder(string path, FolderLock held) => (Path, this.held) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Everything about the run that is neither a row nor a logit.</summary>
    public string RunJson => In("run.json");

    /// <summary>SHA-256 of every file; stands there when the run is whole.</summary>
    public string Manifest => In(ManifestName);

    /// <summary>Whether the run is whole.</summary>
    public bool IsWhole => File.Exists(Manifest);

    /// <summary>Takes a folder, after whoever holds it.</summary>
    /// <param name="path">The folder; made where it lacks.</param>
    /// <param name="waiting">Is told once, in words, for whom it waits.</param>
    /// <param name="stop">Asks to wait no longer.</param>
    /// <exception cref="BadInputException">The folder cannot be written or locked.</exception>
    public static RunFolder Take(string path, Action<string> waiting, CancellationToken stop) => new(path, FolderLock.Wait(path, waiting, stop));

    /// <summary>Makes sure that a run may be begun here or gone on with.</summary>
    /// <param name="run">The run, unfinished.</param>
    /// <param name="resume">Whether to go on with a run that is there.</param>
    /// <param name="isStale">Whether something shared, from which the run was made, is another one now.</param>
    /// <exception cref="BadInputException">
    /// It holds another run, a whole run with files changed, or a run that nobody said what to do with.
    /// </exception>
    public void Begin(RunRecord run, bool resume, Func<bool> isStale)
    {
        WholeFile.DeleteUnfinished(Path);
        if (!File.Exists(RunJson))
        {
            if (HoldsSomething)
                throw new BadInputException($"{Path}: holds stages but no run.json, expected a run or an empty folder; --force moves it aside and starts anew");
            run.Write(RunJson);
            return;
        }
        var found = RunRecord.Read(RunJson);
        if (found.Recipe != run.Recipe)
            throw new BadInputException($"{Path}: holds a run of recipe {found.Recipe}, expected one of {run.Recipe} or an empty folder (--force moves it aside)");
        if (!resume)
            throw new BadInputException($"{Path}: holds a run already; --resume goes on with it, --force moves it aside and starts anew");
        if (found.Surroundings.Difference(run.Surroundings) is { } difference)
            throw new BadInputException($"{Path}: cannot resume: {difference}; --force moves the run aside and starts anew");
        if (IsWhole && found.RecipeHash == run.RecipeHash && !isStale())
        {
            CheckManifest();
            return;
        }
        // From here on it is not whole, whatever becomes of this process.
        File.Delete(Manifest);
        if (found.RecipeHash != run.RecipeHash) run.Write(RunJson);
    }

    /// <summary>Moves a run that is here aside.</summary>
    /// <returns>The folder, empty.</returns>
    /// <exception cref="BadInputException">Another process works in it.</exception>
    public RunFolder MovedAside(Action<string> waiting, CancellationToken stop)
    {
        if (!HoldsSomething) return this;
        foreach (var model in Directory.GetDirectories(Path).Where(folder => File.Exists(System.IO.Path.Combine(folder, FolderLock.FileName))))
            FolderLock.Take(model).Dispose();
        // One rename: a kill leaves the run where it was or aside, never half of it.
        var path = System.IO.Path.TrimEndingDirectorySeparator(Path);
        Directory.Move(path, Enumerable.Range(1, int.MaxValue).Select(n => $"{path}.old-{n}").First(name => !Directory.Exists(name) && !File.Exists(name)));
        Dispose();
        return Take(path, waiting, stop);
    }

    /// <summary>Writes the manifest: with it the run is whole, and needs no checkpoint but each model's weights.</summary>
    /// <param name="checkpoints">The models' checkpoints.</param>
    /// <exception cref="BadInputException">A file that the run wrote is gone.</exception>
    public void Seal(IEnumerable<Training.Checkpoint> checkpoints)
    {
        foreach (var file in new[] { RunJson, In("report.md") })
            if (!File.Exists(file)) throw new BadInputException($"{file}: gone since this run wrote it; --resume writes it again");
        foreach (var checkpoint in checkpoints) checkpoint.KeepFinalAlone();
        WholeFile.WriteText(Manifest, JsonSerializer.Serialize(Hashes(), RunRecord.Json) + "\n");
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    private bool HoldsSomething => File.Exists(RunJson) || (Directory.Exists(Path) && Directory.GetFiles(Path, "stage.json", SearchOption.AllDirectories).Length > 0);

    private SortedDictionary<string, string> Hashes() => new(
        Directory.GetFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => (Name: System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'), File: file))
            .Where(file => IsListed(System.IO.Path.GetFileName(file.Name)))
            .ToDictionary(file => file.Name, file => Sha256(file.File)),
        StringComparer.Ordinal);

    // Weights are not for git, and a run is whole without them.
    private static bool IsListed(string name) =>
        name is not FolderLock.FileName and not FolderLock.HolderName and not ManifestName and not StageFiles.Weights and not "latest.safetensors";

    private void CheckManifest()
    {
        Dictionary<string, string>? written;
        try
        {
            written = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Manifest));
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{Manifest}: not a manifest ({e.Message.ReplaceLineEndings(" ")}); without it, --resume makes what is lacking again", e);
        }
        var found = Hashes();
        var changed = (written ?? []).FirstOrDefault(file => !found.TryGetValue(file.Key, out var hash) || hash != file.Value).Key;
        if (changed is not null)
            throw new BadInputException(
                $"{In(changed)}: {(found.ContainsKey(changed) ? "changed" : "gone")} since the run was whole; without {Manifest}, --resume makes it again");
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

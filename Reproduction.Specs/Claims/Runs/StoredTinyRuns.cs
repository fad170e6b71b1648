using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>Two seeds of a tiny recipe, run and stored by the script that stores the real ones; each spec damages a copy.</summary>
public sealed class StoredTinyRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> stored;

    public StoredTinyRuns() => stored = new(() =>
    {
        foreach (var seed in new[] { "1", "2" })
        {
            var run = TinyRun.Reproduce(folder[$"run-{seed}"], "--seed", seed);
            run.ExitCode.Should().Be(0, run.Error);
            Store(folder[$"run-{seed}"], folder[$"stored/quick/seed-{seed}"]);
        }
        return folder["stored"];
    });

    public void Dispose() => folder.Dispose();

    /// <summary>A fresh copy of the stored runs: the folder that holds <c>quick/seed-1</c> and <c>quick/seed-2</c>.</summary>
    public string Copy()
    {
        TinyRun.NeedsImages();
        var copy = folder[Guid.NewGuid().ToString("N")];
        foreach (var file in Directory.GetFiles(stored.Value, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(stored.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    /// <summary>Runs <c>ci/store-run.sh</c>.</summary>
    public static void Store(string run, string store)
    {
        var script = Repository.Path("ci", "store-run.sh");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, run, store]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error);
    }

    /// <summary>Writes the manifest anew, as someone would who changes a figure and covers it up.</summary>
    public static void CoverUp(string run)
    {
        var files = Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run, file)).Where(name => name != "manifest.json");
        File.WriteAllText(Path.Combine(run, "manifest.json"), JsonSerializer.Serialize(files.ToDictionary(
            name => name, name => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(run, name)))))));
    }
}

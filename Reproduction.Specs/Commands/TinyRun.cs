using System.Diagnostics;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>The recipe quick on a few hundred images, so that a whole run takes seconds.</summary>
internal static class TinyRun
{
    internal static readonly string[] Overrides =
    [
        "--set", "train_images=260", "--set", "test_images=100", "--set", "held_out.choose_epoch=60", "--set", "training.batch_size=50",
        "--set", "training.epochs=2", "--set", "networks.teacher.architecture=efficientnet_w0.2_d0.2",
        "--set", "networks.student.architecture=efficientnet_w0.1_d0.2",
    ];

    /// <summary>The recipe of such a run.</summary>
    internal static Recipe Recipe(params (string Key, string Value)[] more) => RecipeFile.Find(
        "quick",
        [.. Overrides.Where(word => word != "--set").Select(word => word.Split('=', 2)).Select(pair => (pair[0], pair[1])), .. more]);

    /// <summary>A network as a model of a run was left, by its architecture.</summary>
    internal static EfficientNet Trained(string model, string architecture)
    {
        var file = Path.Combine(model, StageFiles.Weights);
        var network = new EfficientNet(EfficientNetArchitecture.Named(architecture), 10);
        StateDict.Load(network, WeightsFile.Read(file), file);
        return network;
    }

    /// <summary>The place to give as --data.</summary>
    internal static string Data => WrittenImages.Folder;

    /// <summary>
    /// Makes such a run in this process: specs that do are one collection, <see cref="Computing"/>. A process of its own takes several
    /// times as long, nearly all of it to start, to load libtorch and to be compiled.
    /// </summary>
    internal static Program.Outcome Reproduce(string folder, params string[] more) => Program.Run(Words(folder, more));

    /// <summary>The same, and something is done as soon as it prints a line that contains a text; the run stands still meanwhile.</summary>
    internal static Program.Outcome Disturbed(string folder, string line, Action disturbance, params string[] more) =>
        Program.RunDisturbed(line, disturbance, Words(folder, more));

    private static string[] Words(string folder, string[] more) =>
        ["reproduce", "quick", "--data", Data, "--out", folder, .. Overrides, .. more];

    /// <summary>Puts a finished run into a folder: one that is made once for all specs, without further options, and copied.</summary>
    internal static void Finished(string folder)
    {
        foreach (var file in Directory.GetFiles(Whole.Value, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Whole.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static readonly Lazy<string> Whole = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("finished-run-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var outcome = Reproduce(folder);
        return outcome.ExitCode == 0 ? folder : throw new InvalidOperationException(outcome.Error);
    });

    /// <summary>The same as a process of its own, for what ends one.</summary>
    internal static Process Start(string folder, params string[] more) =>
        Start([Repository.Executable, .. Words(folder, more)]);

    /// <summary>
    /// The same under strace, which writes the calls that flush and rename to a file; the kernel stops the run at no others.
    /// </summary>
    internal static Process StartTraced(string calls, string folder) => Start(
    [
        "strace", "-f", "--seccomp-bpf", "-y", "-s", "4096", "-e", "trace=fsync,rename,renameat,renameat2", "-o", calls,
        Repository.Executable, .. Words(folder, ["--set", "training.epochs=1"]),
    ]);

    /// <summary>A recipe of one's own on the same images.</summary>
    internal static Process StartRecipe(string recipe, string folder, params string[] more) =>
        Start([Repository.Executable, "reproduce", recipe, "--data", Data, "--out", folder, .. more]);

    /// <summary>The same with variables of the environment.</summary>
    internal static Process StartWith(Dictionary<string, string?> variables, string folder, params string[] more) =>
        Start([Repository.Executable, .. Words(folder, more)], variables);

    /// <summary>The same with its standard streams redirected as a shell does.</summary>
    internal static Process StartRedirected(string streams, string folder, params string[] more) =>
        Start(["sh", "-c", $"exec \"$@\" {streams}", "sh", Repository.Executable, .. Words(folder, more)]);

    /// <summary>The same after a command of the shell, which then becomes the process.</summary>
    internal static Process StartUnder(string command, string folder, params string[] more) =>
        Start(["sh", "-c", $"{command}; exec \"$@\"", "sh", Repository.Executable, .. Words(folder, more)]);

    /// <summary>Ill-treats such runs again and again, as <c>make torture</c> does by the scripts in <c>ci</c>.</summary>
    internal static Process Script(string script, Dictionary<string, string?> variables, params string[] more) =>
        Start([Repository.Path("ci", script), "quick", "--data", Data, .. Overrides, .. more],
            new(variables) { ["PROGRAM"] = Repository.Executable });

    private static Process Start(string[] command, Dictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits until a process prints a line that contains a text.</summary>
    internal static async Task Until(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.Contains(text)) return;
        Assert.Fail($"the process ended without printing '{text}': {process.StandardError.ReadToEnd()}");
    }

    /// <summary>Sends a process a signal, such as INT.</summary>
    internal static void Signal(Process process, string name) => Process.Start("kill", [$"-{name}", $"{process.Id}"]).WaitForExit();

    /// <summary>What came of a process; one that does not end, however busy the machine is, is killed after half an hour.</summary>
    internal static Program.Outcome Outcome(Process process)
    {
        using var tooLong = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(30), Timeout.InfiniteTimeSpan);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>The files of a run that hold no times.</summary>
    internal static readonly string[] Compared =
    [
        .. from model in new[] { "teacher", "baseline", "student" } from file in new[] { "history.csv", "terms.csv",
            "test.csv" } select $"{model}/{file}",
        "report.md",
    ];

    /// <summary>The files that two runs must have in common to the byte, and where a run has them.</summary>
    internal static void ShouldBeEqual(string run, string other)
    {
        foreach (var file in Compared)
            File.ReadAllBytes(Path.Combine(run, "seed-1", file)).Should()
                .Equal(File.ReadAllBytes(Path.Combine(other, "seed-1", file)), file);
    }
}

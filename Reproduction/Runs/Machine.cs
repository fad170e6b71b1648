using System.Reflection;
using System.Runtime.InteropServices;
using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Native;
using TorchSharp;

namespace Reproduction.Runs;

/// <summary>What a run's numbers depend on besides recipe, seed and data.</summary>
public static class Machine
{
    /// <summary>In <see cref="Versions"/>: what <see cref="SoundArithmetic.Outcome"/> is.</summary>
    public const string KnownAnswersKey = "known_answers";

    /// <summary>In <see cref="Versions"/>: what <see cref="Instructions"/> is.</summary>
    public const string InstructionsKey = "instructions";

    /// <summary>The arithmetic beside libtorch's, <see cref="Arithmetic.Name"/>: a run cannot be resumed under another one.</summary>
    public static string Kernels => Arithmetic.Name;

    /// <summary>The version of the libtorch that is loaded.</summary>
    public static string LibTorch => LibTorchLibrary.Version.Number;

    /// <summary>
    /// Versions of the program, its arithmetic and its run-time, and what came of the known answers where they were asked for.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Versions()
    {
        var versions = Parts();
        if (SoundArithmetic.Outcome is { } outcome) versions[KnownAnswersKey] = outcome;
        return versions;
    }

    private static SortedDictionary<string, string> Parts() => new(StringComparer.Ordinal)
    {
        ["reproduction"] = Informational.Split('+')[0],
        ["torchsharp"] = typeof(torch).Assembly.GetName().Version!.ToString(3),
        ["libtorch"] = LibTorch,
        ["kernels"] = Kernels,
        [InstructionsKey] = Instructions,
        ["dotnet"] = Environment.Version.ToString(),
        ["system"] = RuntimeInformation.OSDescription,
    };

    /// <summary>
    /// Which instructions libtorch computes with, since sums depend on the width of vectors: ATen's level as libtorch itself says it,
    /// and what of the environment limits the libraries below it.
    /// </summary>
    public static string Instructions => LibTorchLibrary.Instructions;

    /// <summary>The commit that the program was built from; "unknown" outside a git checkout.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit] ? commit : "unknown";

    /// <summary>The processor's name and architecture, and on CUDA the graphics processors'.</summary>
    /// <param name="device">Where the run computes.</param>
    public static string Processor(DeviceType device)
    {
        var processor =
            $"{ProcFile.Value(ProcFile.Processors, "model name") ?? "unknown processor"} ({RuntimeInformation.ProcessArchitecture}, "
            + $"{Environment.ProcessorCount} cores)";
        return device == DeviceType.CUDA ? $"{processor}; {GraphicsProcessors(ProcFile.NvidiaDriver)}" : processor;
    }

    /// <summary>
    /// The names of the graphics processors that NVIDIA's driver lists; "unknown graphics processor" where it lists none.
    /// </summary>
    /// <param name="driver">The driver's folder, with gpus/ADDRESS/information for each.</param>
    internal static string GraphicsProcessors(string driver)
    {
        var folder = Path.Combine(driver, "gpus");
        var names = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Select(gpu => ProcFile.Value(Path.Combine(gpu, "information"), "Model")).OfType<string>()
            : [];
        return names.Any() ? string.Join(", ", names) : "unknown graphics processor";
    }

    private static string Informational =>
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

using System.Reflection;
using System.Runtime.InteropServices;
using Reproduction.Kernels;
using TorchSharp;

namespace Reproduction.Training;

/// <summary>What a run's numbers depend on besides recipe, seed and data.</summary>
public static class Machine
{
    private const string Processors = "/proc/cpuinfo";

    /// <summary>The arithmetic beside libtorch's, <see cref="Arithmetic.Name"/>: a run cannot be resumed under another one.</summary>
    public static string Kernels => Arithmetic.Name;

    /// <summary>Versions of the program, its arithmetic and its run-time.</summary>
    public static IReadOnlyDictionary<string, string> Versions() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["reproduction"] = Informational.Split('+')[0],
        ["torchsharp"] = typeof(torch).Assembly.GetName().Version!.ToString(3),
        ["libtorch"] = torch.__version__,
        ["kernels"] = Kernels,
        ["instructions"] = Instructions,
        ["dotnet"] = Environment.Version.ToString(),
        ["system"] = RuntimeInformation.OSDescription,
    };

    /// <summary>
    /// Which instructions libtorch computes with, since sums depend on the width of vectors: ATen's level, which it takes from the
    /// processor unless ATEN_CPU_CAPABILITY says another, and what else of the environment limits the libraries below it.
    /// </summary>
    public static string Instructions { get; } = string.Join(", ",
    [
        Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") is "avx512" or "avx2" or "default"
            ? Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") : Widest(Value(Processors, "flags")?.Split(' ') ?? []),
        .. new[] { "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR" }
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(limit => !string.IsNullOrEmpty(limit.Value))
            .Select(limit => $"{limit.Name}={limit.Value}"),
    ]);

    /// <summary>The commit that the program was built from; "unknown" outside a git checkout.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit] ? commit : "unknown";

    /// <summary>The processor's name and architecture, and on CUDA the graphics processors'.</summary>
    /// <param name="device">Where the run computes.</param>
    public static string Processor(DeviceType device)
    {
        var processor =
            $"{Value(Processors, "model name") ?? "unknown processor"} ({RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores)";
        return device == DeviceType.CUDA ? $"{processor}; {GraphicsProcessors("/proc/driver/nvidia")}" : processor;
    }

    /// <summary>The names of the graphics processors that NVIDIA's driver lists; "unknown graphics processor" where it lists none.</summary>
    /// <param name="driver">The driver's folder, with gpus/ADDRESS/information for each.</param>
    internal static string GraphicsProcessors(string driver)
    {
        var folder = Path.Combine(driver, "gpus");
        var names = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(gpu => Value(Path.Combine(gpu, "information"), "Model")).OfType<string>()
            : [];
        return names.Any() ? string.Join(", ", names) : "unknown graphics processor";
    }

    // The rule of ATen's cpu/DispatchStub: compute_cpu_capability.
    internal static string Widest(IReadOnlyCollection<string> flags) => !flags.Contains("avx2") || !flags.Contains("fma") ? "default"
        : new[] { "avx512f", "avx512bw", "avx512dq", "avx512vl" }.All(flags.Contains) ? "avx512" : "avx2";

    private static string? Value(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;

    private static string Informational =>
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

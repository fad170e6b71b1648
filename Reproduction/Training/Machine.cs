using System.Reflection;
using System.Runtime.InteropServices;
using Reproduction.Kernels;
using TorchSharp;

namespace Reproduction.Training;

/// <summary>What a run's numbers depend on besides recipe, seed and data.</summary>
public static class Machine
{
    /// <summary>The arithmetic beside libtorch's, <see cref="Arithmetic.Name"/>: a run cannot be resumed under another one.</summary>
    public static string Kernels => Arithmetic.Name;

    /// <summary>Versions of the program, its arithmetic and its run-time.</summary>
    public static IReadOnlyDictionary<string, string> Versions() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["reproduction"] = Informational.Split('+')[0],
        ["torchsharp"] = typeof(torch).Assembly.GetName().Version!.ToString(3),
        ["libtorch"] = torch.__version__,
        ["kernels"] = Kernels,
        ["dotnet"] = Environment.Version.ToString(),
        ["system"] = RuntimeInformation.OSDescription,
    };

    /// <summary>The commit that the program was built from; "unknown" outside a git checkout.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit] ? commit : "unknown";

    /// <summary>The processor's name and architecture, and on CUDA the graphics processors'.</summary>
    /// <param name="device">Where the run computes.</param>
    public static string Processor(DeviceType device)
    {
        const string info = "/proc/cpuinfo";
        var processor =
            $"{Value(info, "model name") ?? "unknown processor"} ({RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores)";
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

    private static string? Value(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;

    private static string Informational =>
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

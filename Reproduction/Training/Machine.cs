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

    /// <summary>The processor's name and architecture.</summary>
    public static string Processor
    {
        get
        {
            const string info = "/proc/cpuinfo";
            var name = File.Exists(info)
                ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
                : null;
            return $"{name ?? "unknown processor"} ({RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores)";
        }
    }

    private static string Informational =>
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

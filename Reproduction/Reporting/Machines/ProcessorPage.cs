using System.Runtime.InteropServices;
using Reproduction.Native;

namespace Reproduction.Reporting.Machines;

/// <summary>The processor as the operating system describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Architecture">Such as x64.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="Vectors">The sets of vector instructions among its flags.</param>
/// <param name="Caches">The caches of its first core.</param>
public sealed record ProcessorPage(
    string Name, string Architecture, int Cores, IReadOnlyList<string> Vectors, IReadOnlyList<CachePage> Caches)
{
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>This machine's.</summary>
    public static ProcessorPage OfThisMachine() => new(
        ProcFile.Value(ProcFile.Processors, "model name") ?? "unknown",
        $"{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant(), Environment.ProcessorCount,
        [.. (ProcFile.Value(ProcFile.Processors, "flags") ?? "").Split(' ')
            .Where(flag => flag is "fma" || flag.StartsWith("avx", StringComparison.Ordinal)
                || flag.StartsWith("amx", StringComparison.Ordinal))],
        Directory.Exists(CacheFolder)
            ? [.. Directory.GetDirectories(CacheFolder, "index*").Order(StringComparer.Ordinal).Select(CachePage.Read)]
            : []);
}

using System.Runtime.InteropServices;

namespace Reproduction.KnownAnswers;

/// <summary>The processor as the operating system describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Architecture">Such as x64.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="Vectors">The sets of vector instructions among its flags.</param>
/// <param name="Caches">The caches of its first core.</param>
public sealed record ProcessorPage(
    string Name, string Architecture, int Cores, IReadOnlyList<string> Vectors, IReadOnlyList<CachePage> Caches)
{
    private const string Info = "/proc/cpuinfo";
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>This machine's.</summary>
    public static ProcessorPage OfThisMachine() => new(
        Value("model name") ?? "unknown", $"{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant(), Environment.ProcessorCount,
        [.. (Value("flags") ?? "").Split(' ')
            .Where(flag => flag is "fma" || flag.StartsWith("avx", StringComparison.Ordinal)
                || flag.StartsWith("amx", StringComparison.Ordinal))],
        Directory.Exists(CacheFolder)
            ? [.. Directory.GetDirectories(CacheFolder, "index*").Order(StringComparer.Ordinal).Select(CachePage.Read)]
            : []);

    private static string? Value(string key) => !File.Exists(Info) ? null : File.ReadLines(Info)
        .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim();
}

/// <summary>A cache as the processor reports it; in a virtual machine that need not be the truth.</summary>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Kind">Data, Instruction or Unified.</param>
/// <param name="Size">Such as 1024K.</param>
/// <param name="Ways">Its associativity; 0 where it is not reported.</param>
/// <param name="SharedBy">The cores that share it, such as 0-1.</param>
public sealed record CachePage(string Level, string Kind, string Size, string Ways, string SharedBy)
{
    internal static CachePage Read(string folder)
    {
        string Value(string name) =>
            Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "unknown";
        return new(Value("level"), Value("type"), Value("size"), Value("ways_of_associativity"), Value("shared_cpu_list"));
    }
}

namespace Reproduction.Native;

/// <summary>Files in which Linux and its drivers tell of the machine, a key and its value a line.</summary>
internal static class ProcFile
{
    /// <summary>The processors: of each its name and what it can do.</summary>
    internal const string Processors = "/proc/cpuinfo";

    /// <summary>The memory, in units of 1024 bytes.</summary>
    internal const string Memory = "/proc/meminfo";

    /// <summary>The folder of NVIDIA's driver, with its version and gpus/ADDRESS/information for each graphics processor.</summary>
    internal const string NvidiaDriver = "/proc/driver/nvidia";

    /// <summary>What stands behind the colon of the first line that begins with a key.</summary>
    /// <param name="file">The file.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value without the blanks around it; null where the file or the key is missing.</returns>
    internal static string? Value(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : null;
}

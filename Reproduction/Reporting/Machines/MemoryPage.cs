using System.Globalization;
using Reproduction.Native;

namespace Reproduction.Reporting.Machines;

/// <summary>Memory in bytes.</summary>
/// <param name="TotalBytes">What this process may use, with the limit of its container.</param>
/// <param name="AvailableBytes">What is free; null where the system does not say.</param>
public sealed record MemoryPage(long TotalBytes, long? AvailableBytes)
{
    internal static MemoryPage OfThisMachine() => new(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ProcFile.Value(ProcFile.Memory, "MemAvailable") is { } kibibytes
            ? 1024 * long.Parse(kibibytes.Split(' ')[0], CultureInfo.InvariantCulture)
            : null);
}

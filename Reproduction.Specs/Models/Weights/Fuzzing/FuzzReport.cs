using System.Globalization;
using System.Text;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>The figures of a fuzzing as Markdown.</summary>
internal static class FuzzReport
{
    /// <summary>The page.</summary>
    /// <param name="outcomes">By kind.</param>
    /// <param name="firstSeed">The seed of the first file.</param>
    /// <param name="failure">What went wrong, or null.</param>
    /// <param name="addressSpace">Growth of the process's address space at its peak, in bytes; null where the system does not tell.</param>
    public static string Of(IReadOnlyDictionary<string, FuzzOutcome> outcomes, ulong firstSeed, string? failure, long? addressSpace)
    {
        var total = outcomes.Values.Sum(outcome => outcome.Read + outcome.Refused);
        var page = new StringBuilder(
            $"""
            # Fuzzing of the weights readers

            Written by `make fuzz`. {total.ToString("#,0", CultureInfo.InvariantCulture)} mutated files, seeds {firstSeed} to {firstSeed + (ulong)total - 1}: {failure ?? "none crashed, hung, took more memory than its size allows, or was refused with anything but one line that names it"}.

            | files | number | read | refused | longest | most managed memory | a byte of files ≥ 64 KiB |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var (kind, outcome) in outcomes)
            page.Append(CultureInfo.InvariantCulture,
                $"| {kind} | {outcome.Read + outcome.Refused:#,0} | {outcome.Read:#,0} | {outcome.Refused:#,0} | "
                + $"{outcome.Longest.TotalMilliseconds:F0} ms | {outcome.MostAllocated / 1024:#,0} KiB | "
                + $"{outcome.MostAllocatedPerByte:F1} |\n");
        page.Append(
            "\nLimits held: managed memory at most 32 times the file's size and 4 MiB, tensors at most 8 times its size and 64 KiB, a "
            + "message at most 1,000 characters, an end within 60 s.\n");
        if (addressSpace is { } bytes)
            page.Append(CultureInfo.InvariantCulture, $"The process's address space grew by {bytes >> 20} MiB at its peak.\n");
        page.Append("Damage can leave a file whole or change values only: such files are read.\n");
        return page.ToString();
    }
}

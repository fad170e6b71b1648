using System.Globalization;

namespace Reproduction.Reporting.Machines;

/// <summary>The page about a machine for people, a line for each thing.</summary>
internal static class MachineText
{
    /// <summary>Writes it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="output">Takes it.</param>
    public static void Write(MachinePage page, TextWriter output)
    {
        output.WriteLine($"reproduction: {page.Program}");
        output.WriteLine($"system: {page.System}, .NET {page.Dotnet}");
        var processor = page.Processor;
        output.WriteLine(
            $"processor: {processor.Name} ({processor.Architecture}, {processor.Cores} cores; {string.Join(' ', processor.Vectors)})");
        foreach (var (level, kind, size, ways, sharedBy) in processor.Caches)
            output.WriteLine($"cache, as reported: level {level} {kind.ToLowerInvariant()}, {size}, {ways} ways, shared by {sharedBy}");
        output.WriteLine($"threads: {page.Threads}");
        output.WriteLine($"arithmetic: {page.Arithmetic}");
        var library = page.Libtorch;
        output.WriteLine($"libtorch: {library.Version}, {library.VersionFrom}; oneDNN {library.Onednn}; TorchSharp {library.Torchsharp}");
        output.WriteLine($"libtorch's file: {library.File}");
        output.WriteLine($"libtorch's instructions: {library.Instructions}");
        output.WriteLine($"CUDA: {(page.Cuda.Count == 0 ? "none that libtorch can use" : string.Join(", ", page.Cuda))}");
        output.WriteLine($"memory: {Size(page.Memory.TotalBytes)}, {Size(page.Memory.AvailableBytes)} available");
        foreach (var disk in page.Disks) output.WriteLine($"disk of {disk.Folder}: {Size(disk.FreeBytes)} free");
        foreach (var (what, held) in page.DataSets.Select(held => ("data", held)).Concat(page.Weights.Select(held => ("weights", held))))
            output.WriteLine($"{what} {held.Name}: {held.Path}, {(held.Wrong.Count == 0 ? "verified" : string.Join("; ", held.Wrong))}");
        if (page.DataSets.Count == 0) output.WriteLine("data: none found");
        if (page.Weights.Count == 0) output.WriteLine("weights: none found");
        foreach (var answer in page.KnownAnswers)
            output.WriteLine(
                $"{(answer.IsRight ? "right" : "WRONG")}: {answer.Name}, {answer.Example}, {answer.Threads} threads: "
                + string.Join(", ", answer.Deviations.Select(Deviation)));
        output.WriteLine(page.ComputesRightly ? "every known answer is right" : page.InPlaceOfWrong!);
    }

    private static string Deviation(double deviation, int at) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(at == 0 ? "output" : $"gradient at operand {at}")} {(deviation == 0 ? "exact" : $"off by {deviation:0.0e+0}")}");

    private static string Size(long? bytes) =>
        bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1073741824.0:F1} GiB") : "unknown";
}

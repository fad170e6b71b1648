using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.KnownAnswers;
using Reproduction.Native;
using Reproduction.Runs;

namespace Reproduction.Commands;

/// <summary><c>check</c>: one page about this machine, with which a report of a fault begins.</summary>
public static class CheckCommand
{
    private static readonly JsonSerializerOptions Json = new(RunRecord.Json)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var data = DataOption.Create("Folder of data sets to look at.");
        var json = JsonOption.Create();
        var command =
            new Verb("check", "One page about this machine: what computes here, and whether rightly.", "reproduction check --json")
        {
            data, json,
        };
        command.SaysNo = "something computes wrongly here";
        command.SetAction(parsed =>
        {
            NativeLibraries.Load(AppContext.BaseDirectory);
            return Run(
                MachinePage.OfThisMachine(parsed.GetValue(data), Operations.OfLibTorch), parsed.GetValue(json),
                parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    /// <summary>Prints the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="asJson">Whether as one JSON object.</param>
    /// <param name="output">Takes it.</param>
    /// <returns>0.</returns>
    /// <exception cref="CheckFailedException">Something computes wrongly; the page is printed before.</exception>
    internal static int Run(MachinePage page, bool asJson, TextWriter output)
    {
        if (asJson) output.WriteLine(JsonSerializer.Serialize(page, Json));
        else Print(page, output);
        return page.ComputesRightly
            ? CommandLine.Done
            : throw new CheckFailedException(page.InPlaceOfWrong!);
    }

    private static void Print(MachinePage page, TextWriter output)
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

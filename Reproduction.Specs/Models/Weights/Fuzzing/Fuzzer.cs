using System.Diagnostics;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Gives mutated files to the readers and holds what comes back against what they promise of any file.</summary>
/// <param name="folder">Takes the file; after a crash of the process it still lies there.</param>
internal sealed class Fuzzer(string folder)
{
    /// <summary>Managed memory of a reading: so many times the file's size, and what any reading needs.</summary>
    private const int MemoryFactor = 32, AnyReading = 4 << 20;

    /// <summary>Tensors may unpack to so many times the file's size, and in small files to so much.</summary>
    private const int Unpacking = 8, SmallFiles = 1 << 16;

    private const int LongestMessage = 1000;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly MutatedFiles files = new();

    /// <summary>What became of the files, by kind.</summary>
    public Dictionary<string, FuzzOutcome> Outcomes { get; } = MutatedFiles.Kinds.ToDictionary(kind => kind, _ => new FuzzOutcome());

    /// <summary>Reads the files of consecutive seeds, in a thread of their own that is watched.</summary>
    /// <returns>What went wrong, with the seed, or null.</returns>
    public string? Run(ulong firstSeed, int count)
    {
        string? failure = null;
        var (current, since) = (firstSeed, Stopwatch.GetTimestamp());
        var reading = new Thread(() =>
        {
            for (var i = 0; i < count && failure is null; i++)
            {
                Volatile.Write(ref since, Stopwatch.GetTimestamp());
                Volatile.Write(ref current, firstSeed + (ulong)i);
                if (Try(current) is { } broken) failure = $"seed {current}: {broken}";
            }
        })
        { IsBackground = true };
        reading.Start();
        while (!reading.Join(TimeSpan.FromSeconds(1)))
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref since)) > Hang)
                return $"seed {Volatile.Read(ref current)}: no end after {Hang.TotalSeconds} s";
        return failure;
    }

    /// <summary>Reads the file of one seed.</summary>
    /// <returns>What promise was broken, or null.</returns>
    public string? Try(ulong seed)
    {
        var (kind, bytes) = files.Make(seed);
        var path = Path.Combine(folder, "mutated.pth");
        File.WriteAllBytes(path, bytes);
        if (kind == "index of shards") File.WriteAllBytes(Path.Combine(folder, MutatedFiles.Shard), files.ShardBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var (isRead, broken) = Read(path, bytes.Length);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Outcomes[kind].Add(isRead, clock.Elapsed, allocated, bytes.Length);
        if (broken is null && allocated > MemoryFactor * (long)bytes.Length + AnyReading) broken = $"{allocated} bytes allocated";
        return broken is null ? null : $"{kind}, {bytes.Length} bytes: {broken}";
    }

    private static long Reach(Tensor tensor) =>
        tensor.numel() == 0 ? 0 : tensor.ElementSize * (1 + tensor.shape.Zip(tensor.stride(), (size, stride) => (size - 1) * stride).Sum());

    private static (bool IsRead, string? Broken) Read(string path, int fileBytes)
    {
        try
        {
            WeightsFile.ReadHeader(path);
            using var scope = NewDisposeScope();
            var stored = WeightsFile.Read(path);
            // Views may share memory, and an expanded one has more elements than memory: what counts is how far one reaches.
            var bytes = stored.Tensors.Values.Select(Reach).DefaultIfEmpty().Max();
            return (true, bytes > Unpacking * (long)fileBytes + SmallFiles ? $"a tensor over {bytes} bytes" : null);
        }
        catch (BadInputException refusal)
        {
            var isOneLine = refusal.Message.StartsWith(path, StringComparison.Ordinal) && !refusal.Message.Contains('\n')
                && !refusal.Message.Contains('\r');
            return (false, isOneLine && refusal.Message.Length < path.Length + LongestMessage
                ? null
                : $"not one line that names the file: {refusal.Message}");
        }
        catch (Exception crash)
        {
            return (false, $"{crash.GetType().Name}: {crash.Message}");
        }
    }
}

using Reproduction.Models.Weights;

namespace Reproduction.Runs;

/// <summary>What decides bits besides recipe and seed: work that was begun under others is not gone on with.</summary>
/// <param name="DataFingerprint">The data's fingerprint.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Threads">Threads that share one operation: sums depend on how they are divided.</param>
/// <param name="Libtorch">Version of the libtorch that is loaded.</param>
/// <param name="Kernels">Version of the program's own kernels, <see cref="Machine.Kernels"/>.</param>
/// <param name="Instructions">Which instructions libtorch computes with, <see cref="Machine.Instructions"/>.</param>
public sealed record Surroundings(string DataFingerprint, string Device, int Threads, string Libtorch, string Kernels, string Instructions)
{
    /// <summary>What differs from others, in words; null where nothing does.</summary>
    /// <param name="now">Those under which it would go on.</param>
    public string? Difference(Surroundings now)
    {
        (string What, object Then, object Now)[] parts =
        [
            ("the data (fingerprint)", DataFingerprint, now.DataFingerprint),
            ("the device", Device, now.Device),
            // A version that did not record instructions wrote the number of the package TorchSharp for libtorch's.
            ("libtorch", Instructions == RunRecord.Unknown ? now.Libtorch : Libtorch, now.Libtorch),
            // On CUDA nothing that decides bits is divided among threads or computed by own kernels.
            .. Device == "cpu"
                ? new (string, object, object)[]
                {
                    ("the number of threads", Threads, now.Threads), ("the version of the own kernels", Kernels, now.Kernels),
                    ("libtorch's set of instructions", Instructions == RunRecord.Unknown ? now.Instructions : Instructions,
                        now.Instructions),
                }
                : [],
        ];
        var changed =
            parts.Where(part => !part.Then.Equals(part.Now)).Select(part => $"{part.What} was {part.Then} and is now {part.Now}").ToList();
        return changed.Count == 0 ? null : string.Join("; ", changed);
    }

    /// <summary>Whose the files of a stage are that is made under these.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="inputs">SHA-256 of what it is made from, by path.</param>
    public Origin OriginOf(Stage stage, IReadOnlyDictionary<string, string?> inputs)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["stage"] = stage.Name,
            ["key"] = stage.Key,
            ["data"] = DataFingerprint,
            ["device"] = Device,
            ["libtorch"] = Libtorch,
        };
        if (Device == "cpu") (parts["threads"], parts["kernels"], parts["instructions"]) = ($"{Threads}", Kernels, Instructions);
        foreach (var (path, hash) in inputs) parts[path] = hash ?? "gone";
        return new(parts);
    }
}

namespace Reproduction.Runs;

/// <summary>What decides bits besides recipe and seed: work that was begun under others is not gone on with.</summary>
/// <param name="DataFingerprint">The data's fingerprint.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Threads">Threads that share one operation: sums depend on how they are divided.</param>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Kernels">Version of the program's own kernels.</param>
public sealed record Surroundings(string DataFingerprint, string Device, int Threads, string Libtorch, string Kernels)
{
    /// <summary>What differs from others, in words; null where nothing does.</summary>
    /// <param name="now">Those under which it would go on.</param>
    public string? Difference(Surroundings now)
    {
        (string What, object Then, object Now)[] parts =
        [
            ("the data (fingerprint)", DataFingerprint, now.DataFingerprint),
            ("the device", Device, now.Device),
            ("libtorch", Libtorch, now.Libtorch),
            // On CUDA nothing that decides bits is divided among threads or computed by own kernels.
            .. Device == "cpu"
                ? new (string, object, object)[] { ("the number of threads", Threads, now.Threads), ("the version of the own kernels", Kernels, now.Kernels) }
                : [],
        ];
        var changed = parts.Where(part => !part.Then.Equals(part.Now)).Select(part => $"{part.What} was {part.Then} and is now {part.Now}").ToList();
        return changed.Count == 0 ? null : string.Join("; ", changed);
    }
}

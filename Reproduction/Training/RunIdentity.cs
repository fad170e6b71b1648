namespace Reproduction.Training;

/// <summary>What decides a run's bits: resuming under another identity would mix two experiments.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="RecipeHash">The resolved recipe's hash.</param>
/// <param name="Seed">The seed.</param>
/// <param name="DataFingerprint">The data's fingerprint.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Threads">Threads that share one operation: sums depend on how they are divided.</param>
/// <param name="LibTorch">Version of the libtorch that is loaded.</param>
/// <param name="Capability">The instructions that libtorch uses, <see cref="Machine.Capability"/>.</param>
/// <param name="Kernels">Version and lanes of the program's own kernels, <see cref="Machine.Kernels"/>.</param>
public sealed record RunIdentity(
    string Recipe, string RecipeHash, long Seed, string DataFingerprint, string Device, int Threads, string LibTorch, string Capability, string Kernels)
{
    /// <summary>The capability of a run whose record does not hold it.</summary>
    public const string NotRecorded = "not recorded by the version of this program that began the run";

    /// <summary>What differs from another identity, in words; null where nothing does.</summary>
    /// <param name="now">The identity that would go on.</param>
    public string? Difference(RunIdentity now)
    {
        (string What, object Then, object Now)[] parts =
        [
            ("the recipe (hash)", RecipeHash, now.RecipeHash),
            ("the seed", Seed, now.Seed),
            ("the data (fingerprint)", DataFingerprint, now.DataFingerprint),
            ("the device", Device, now.Device),
            ("libtorch", LibTorch, now.LibTorch),
            // On CUDA nothing that decides bits is divided among threads or computed by own kernels.
            .. Device == "cpu"
                ? new (string, object, object)[]
                {
                    ("the number of threads", Threads, now.Threads),
                    ("libtorch's choice of instructions", Capability, now.Capability),
                    ("the version of the own kernels", Kernels, now.Kernels),
                }
                : [],
        ];
        var changed = parts.Where(part => !part.Then.Equals(part.Now)).Select(part => $"{part.What} was {part.Then} and is now {part.Now}").ToList();
        return changed.Count == 0 ? null : string.Join("; ", changed);
    }
}

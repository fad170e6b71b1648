using System.Text.Json;
using Reproduction.Models.Weights;

namespace Reproduction.Training;

/// <summary>What decides a run's bits: resuming under another identity would mix two experiments.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="RecipeHash">The resolved recipe's hash.</param>
/// <param name="Seed">The seed.</param>
/// <param name="DataFingerprint">The data's fingerprint.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Threads">Threads that share one operation: sums depend on how they are divided.</param>
/// <param name="LibTorch">Version of the libtorch that is loaded.</param>
/// <param name="Kernels">Version of the program's own kernels, <see cref="Machine.Kernels"/>.</param>
/// <param name="Instructions">Which instructions libtorch computes with, <see cref="Machine.Instructions"/>.</param>
public sealed record RunIdentity(
    string Recipe, string RecipeHash, long Seed, string DataFingerprint, string Device, int Threads, string LibTorch, string Kernels,
    string Instructions)
{
    /// <summary>The recipe that the hash is of; known where a difference is to be named key by key.</summary>
    public JsonElement? ResolvedRecipe { get; init; }

    /// <summary>What differs from another identity, in words; null where nothing does.</summary>
    /// <param name="now">The identity that would go on.</param>
    public string? Difference(RunIdentity now)
    {
        (string What, object Then, object Now)[] parts =
        [
            .. Recipes(now),
            ("the seed", Seed, now.Seed),
            ("the data (fingerprint)", DataFingerprint, now.DataFingerprint),
            ("the device", Device, now.Device),
            // Such a version, see below, wrote the number of the package TorchSharp for libtorch's.
            ("libtorch", Instructions == RunRecord.Unknown ? now.LibTorch : LibTorch, now.LibTorch),
            // On CUDA nothing that decides bits is divided among threads or computed by own kernels.
            .. Device == "cpu"
                ? new (string, object, object)[]
                {
                    ("the number of threads", Threads, now.Threads), ("the version of the own kernels", Kernels, now.Kernels),
                    // A run of a version that did not record them has no checkpoint of known origin either: nothing of it is mixed in.
                    ("libtorch's set of instructions", Instructions == RunRecord.Unknown ? now.Instructions : Instructions, now.Instructions),
                }
                : [],
        ];
        var changed = parts.Where(part => !part.Then.Equals(part.Now)).Select(part => $"{part.What} was {part.Then} and is now {part.Now}").ToList();
        return changed.Count == 0 ? null : string.Join("; ", changed);
    }

    /// <summary>Whose the files of a stage are.</summary>
    /// <param name="model">The stage's model.</param>
    public Origin OriginOf(string model)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["model"] = model, ["recipe"] = RecipeHash, ["seed"] = $"{Seed}", ["data"] = DataFingerprint, ["device"] = Device, ["libtorch"] = LibTorch,
        };
        if (Device == "cpu") (parts["threads"], parts["kernels"], parts["instructions"]) = ($"{Threads}", Kernels, Instructions);
        return new(parts);
    }

    /// <summary>The keys of the recipe that differ; where they are not known, the hash.</summary>
    private IEnumerable<(string What, object Then, object Now)> Recipes(RunIdentity now)
    {
        if (RecipeHash == now.RecipeHash) return [];
        if (ResolvedRecipe is not { } then || now.ResolvedRecipe is not { } resolved) return [("the recipe (hash)", RecipeHash, now.RecipeHash)];
        var differences = RecipeDifference.Of(then, resolved).Select(difference => (difference.Key, (object)difference.Then, (object)difference.Now)).ToList();
        return differences.Count > 0 ? differences : [("the recipe (hash)", RecipeHash, now.RecipeHash)];
    }
}

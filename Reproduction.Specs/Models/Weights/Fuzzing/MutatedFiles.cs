using System.Text;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Weights files as no program writes them; the same seed always makes the same file.</summary>
internal sealed class MutatedFiles
{
    private readonly byte[][] torchSave =
        Golden(GoldenWeights.Good.Concat(GoldenWeights.OfOtherKinds).Concat(GoldenWeights.Malicious), isZip: true);
    private readonly byte[][] pickles = Golden(GoldenWeights.Good.Concat(GoldenWeights.Malicious), isZip: false);
    private readonly byte[][] safeTensors = [.. SafeTensorsFiles()];

    /// <summary>The kinds of files in the order of the report.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "safetensors, any byte", "safetensors, header", "torch.save, any byte", "torch.save, records", "torch.save, made-up pickle",
        "torch.save, zip bomb", "old and bare pickles, any byte", "old format, made-up pickle", "index of shards",
    ];

    /// <summary>The name of a shard that an index names.</summary>
    public const string Shard = "shard.safetensors";

    /// <summary>The bytes of a shard with the tensor <c>w</c>.</summary>
    public byte[] ShardBytes => safeTensors[0];

    /// <summary>The file of a seed, and of what kind it is.</summary>
    public (string Kind, byte[] Bytes) Make(ulong seed)
    {
        var dice = new Dice(seed);
        var other = dice.Of(dice.OneIn(2) ? torchSave : safeTensors);
        var kind = dice.Below(20) switch
        {
            < 3 => 0,
            < 6 => 1,
            < 9 => 2,
            < 12 => 3,
            < 15 => 4,
            < 17 => 6,
            < 18 => 7,
            < 19 => 8,
            _ => dice.OneIn(4) ? 5 : 2
        };
        return (Kinds[kind], kind switch
        {
            0 => ByteMutations.Damage(dice.Of(safeTensors), other, dice),
            1 => SafeTensorsMutations.Header(dice.Of(safeTensors), other, dice),
            2 => ByteMutations.Damage(dice.Of(torchSave), other, dice),
            3 => TorchSaveMutations.Records(dice.Of(torchSave), other, dice),
            4 => TorchSaveMutations.Pickle(dice),
            5 => TorchSaveMutations.ZipBomb(dice),
            7 => TorchSaveMutations.OldFormat(dice),
            8 => ByteMutations.Damage(
                Encoding.UTF8.GetBytes($$"""{"metadata": {}, "weight_map": {"w": "{{Shard}}", "v": "other.safetensors" } }"""),
                other, dice),
            _ => ByteMutations.Damage(dice.Of(pickles), other, dice),
        });
    }

    private static byte[][] Golden(IEnumerable<string> names, bool isZip) =>
        [.. names.Order(StringComparer.Ordinal).Select(GoldenWeights.Bytes).Where(bytes => bytes[0] == 'P' == isZip)];

    private static IEnumerable<byte[]> SafeTensorsFiles()
    {
        using var scope = NewDisposeScope();
        ScalarType[] types =
            [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Byte, ScalarType.Bool];
        yield return Written([("w", arange(6, dtype: ScalarType.Float32).reshape(2, 3))], null);
        yield return Written([.. types.Select(type => ($"{type}", zeros(2, 2, dtype: type)))], new() { ["seed"] = "1", ["note"] = "é" });
        yield return Written([("empty", zeros(0, 3)), ("scalar", tensor(1f)), ("features.0.0.weight", zeros(4, 3, 3, 3))], null);
    }

    private static byte[] Written(List<(string, Tensor)> tensors, Dictionary<string, string>? metadata)
    {
        var path = Path.GetTempFileName();
        try
        {
            SafeTensors.Write(path, tensors, metadata);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

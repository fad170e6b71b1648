using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Weights files as no program writes them; the same seed always makes the same file.</summary>
internal sealed class MutatedFiles
{
    private readonly byte[][] torchSave = [.. GoldenWeights.Good.Order(StringComparer.Ordinal).Select(GoldenWeights.Bytes)];
    private readonly byte[][] pickles = [.. GoldenWeights.Malicious.Append("legacy").Order(StringComparer.Ordinal).Select(GoldenWeights.Bytes)];
    private readonly byte[][] safeTensors = [.. SafeTensorsFiles()];

    /// <summary>The kinds of files in the order of the report.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "safetensors, any byte", "safetensors, header", "torch.save, any byte", "torch.save, records", "torch.save, made-up pickle",
        "torch.save, zip bomb", "old and bare pickles, any byte",
    ];

    /// <summary>The file of a seed, and of what kind it is.</summary>
    public (string Kind, byte[] Bytes) Make(ulong seed)
    {
        var dice = new Dice(seed);
        var other = dice.Of(dice.OneIn(2) ? torchSave : safeTensors);
        var kind = dice.Below(20) switch { < 4 => 0, < 8 => 1, < 12 => 2, < 15 => 3, < 18 => 4, < 19 => 6, _ => dice.OneIn(4) ? 5 : 2 };
        return (Kinds[kind], kind switch
        {
            0 => ByteMutations.Damage(dice.Of(safeTensors), other, dice),
            1 => SafeTensorsMutations.Header(dice.Of(safeTensors), other, dice),
            2 => ByteMutations.Damage(dice.Of(torchSave), other, dice),
            3 => TorchSaveMutations.Records(dice.Of(torchSave), other, dice),
            4 => TorchSaveMutations.Pickle(dice),
            5 => TorchSaveMutations.ZipBomb(dice),
            _ => ByteMutations.Damage(dice.Of(pickles), other, dice),
        });
    }

    private static IEnumerable<byte[]> SafeTensorsFiles()
    {
        using var scope = NewDisposeScope();
        ScalarType[] types = [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Byte, ScalarType.Bool];
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

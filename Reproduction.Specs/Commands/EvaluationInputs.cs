using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>The other side of <c>golden/evaluation.py</c>: its images as the data sets' own files hold them, and its weights.</summary>
internal static class EvaluationInputs
{
    /// <summary>How many images there are.</summary>
    internal const int Images = 12;

    /// <summary>The label of an image.</summary>
    internal static int Label(int image) => image % 10;

    /// <summary>Writes the images.</summary>
    internal static void WriteImages(TemporaryFolder folder, string dataset)
    {
        if (dataset == "cifar-10")
        {
            var squares = WrittenRule.Octets("evaluation/colour", Images * 3 * 4 * 4);
            byte[] Record(int image) =>
                [(byte)Label(image), .. Enumerable.Range(0, 3).SelectMany(c => Enlarged(squares, image * 3 + c, 8))];
            byte[] all = [.. Enumerable.Range(0, Images).SelectMany(Record)];
            foreach (var file in CifarFiles.TrainNames.Append(CifarFiles.TestName))
                File.WriteAllBytes(Path.Combine(folder.MakeFolder("cifar-10-batches-bin"), file), all);
            return;
        }
        var grey = WrittenRule.Octets("evaluation/grey", Images * 4 * 4);
        foreach (var split in new[] { "train", "t10k" })
        {
            var place = folder.MakeFolder("fashion-mnist");
            File.WriteAllBytes(
                Path.Combine(place, $"{split}-images-idx3-ubyte"),
                [0, 0, 8, 3, 0, 0, 0, Images, 0, 0, 0, 28, 0, 0, 0, 28,
                    .. Enumerable.Range(0, Images).SelectMany(image => Enlarged(grey, image, 7))]);
            File.WriteAllBytes(
                Path.Combine(place, $"{split}-labels-idx1-ubyte"),
                [0, 0, 8, 1, 0, 0, 0, Images, .. Enumerable.Range(0, Images).Select(image => (byte)Label(image))]);
        }
    }

    /// <summary>A weight by torchvision's name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="calm">Whether the last norm of a residual branch adds little.</param>
    internal static Tensor Weight(string name, long[] shape, bool calm = false)
    {
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) return tensor(7L);
        var bound = Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1L, (product, size) => product * size));
        var isLast =
            (name.EndsWith(".block.2.1.weight", StringComparison.Ordinal) || name.EndsWith(".block.3.1.weight", StringComparison.Ordinal))
            && !name.Contains(".0.block.", StringComparison.Ordinal);
        var (low, high) =
            name.EndsWith("running_var", StringComparison.Ordinal) ? (0.5, 1.5)
            : name.EndsWith("running_mean", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal) ? (-0.2, 0.2)
            : calm && isLast ? (0.05, 0.15)
            : shape.Length == 1 ? (0.6, 1.4)
            : (-bound, bound);
        return tensor(WrittenRule.Uniform($"evaluation/{name}", shape.Aggregate(1L, (product, size) => product * size), low, high), shape)
            .to(float32);
    }

    /// <summary>The logits of a predictions file, row by row.</summary>
    internal static float[] Logits(string path) =>
        [.. File.ReadAllLines(path)[1..].SelectMany(row => row.Split(',')[2..]).Select(float.Parse)];

    /// <summary>A plane of 4×4 octets, each a square of so many pixels.</summary>
    private static IEnumerable<byte> Enlarged(byte[] squares, int plane, int side) =>
        from y in Enumerable.Range(0, 4 * side)
        from x in Enumerable.Range(0, 4 * side)
        select squares[16 * plane + 4 * (y / side) + x / side];
}

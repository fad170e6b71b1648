using System.Buffers.Binary;

namespace Reproduction.Specs.Data;

/// <summary>
/// Images for specs that need some and no particular ones: four IDX files in the shape of Fashion-MNIST, written once for the
/// process, the same in each. A class is a brightness and a direction of stripes under noise, so that a network learns a part of it.
/// </summary>
internal static class WrittenImages
{
    /// <summary>As many as some spec asks for, and no more: every run reads them all and takes their fingerprint.</summary>
    internal const int Train = 2_100, Test = 3_000;

    private const int Side = 28, Classes = 10;

    private static readonly Lazy<string> Written = new(Write);

    /// <summary>The folder of the four files, to give as <c>--data</c>.</summary>
    internal static string Folder => Written.Value;

    private static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("written-images-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Write(folder, "train", Train, drawn: 9_000, seed: 1);
        Write(folder, "t10k", Test, drawn: 10_000, seed: 2);
        return folder;
    }

    /// <summary>The first <paramref name="count"/> of the images that are drawn: how many are drawn is part of what they are.</summary>
    private static void Write(string folder, string split, int count, int drawn, int seed)
    {
        var random = new Random(seed);
        var noise = new byte[drawn * Side * Side];
        random.NextBytes(noise);
        var (pixels, labels) = (noise[..(count * Side * Side)], new byte[count]);
        for (var image = 0; image < count; image++)
        {
            var label = labels[image] = (byte)random.Next(Classes);
            for (int y = 0, at = image * Side * Side; y < Side; y++)
                for (var x = 0; x < Side; x++, at++)
                    pixels[at] = (byte)(pixels[at] / 2 + 6 * label + ((x * (label % 5) + y * (label % 3)) % 8 < 4 ? 40 : 0));
        }
        File.WriteAllBytes(Path.Combine(folder, $"{split}-images-idx3-ubyte"), [.. Header(0x803, count, Side, Side), .. pixels]);
        File.WriteAllBytes(Path.Combine(folder, $"{split}-labels-idx1-ubyte"), [.. Header(0x801, count), .. labels]);
    }

    private static byte[] Header(params int[] numbers)
    {
        var header = new byte[sizeof(int) * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int) * i), numbers[i]);
        return header;
    }
}

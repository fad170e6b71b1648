using System.Formats.Tar;
using System.IO.Compression;

namespace Reproduction.Specs.Data;

/// <summary>CIFAR-10 files written byte by byte as the publishers describe them, not by the program's own writer.</summary>
public static class CifarFiles
{
    public static readonly string[] TrainNames =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];

    public const string TestName = "test_batch.bin";

    /// <summary>A record whose pixel p is (seed + 7p) mod 256.</summary>
    public static byte[] Record(byte label, int seed) =>
        [label, .. Enumerable.Range(0, 3072).Select(p => (byte)(seed + 7 * p))];

    public static byte[] Batch(params byte[] labels) => [.. labels.SelectMany((label, i) => Record(label, 13 * i))];

    /// <summary>Five batches of two images and a test batch of three.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < 5; i++) File.WriteAllBytes(Path.Combine(folder, TrainNames[i]), Batch((byte)i, (byte)(9 - i)));
        File.WriteAllBytes(Path.Combine(folder, TestName), Batch(3, 1, 4));
        return folder;
    }

    public static void WriteArchive(string path, string folder)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(folder, stream, includeBaseDirectory: true);
    }
}

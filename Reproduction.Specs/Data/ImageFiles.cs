using System.IO.Compression;
using SkiaSharp;

namespace Reproduction.Specs.Data;

/// <summary>Real image files, and folders and zips of them.</summary>
public static class ImageFiles
{
    public static byte[] Encoded(SKEncodedImageFormat format, int seed, int width = 32, int height = 32)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, Colour(seed, x, y));
        }
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static SKColor Colour(int seed, int x, int y) => new((byte)(seed + 5 * x), (byte)(7 * y + 3 * seed), (byte)(255 - seed - x - y));

    /// <summary>Two classes; the cat comes three times, the dog twice in train; each once in test. Seeds tell them apart.</summary>
    public static Dictionary<string, byte[]> Tree(SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        var ending = format == SKEncodedImageFormat.Png ? "png" : "jpg";
        return new Dictionary<string, byte[]>
        {
            [$"train/cat/0000.{ending}"] = Encoded(format, 0),
            [$"train/cat/0001.{ending}"] = Encoded(format, 1),
            [$"train/cat/0002.{ending}"] = Encoded(format, 2),
            [$"train/dog/0000.{ending}"] = Encoded(format, 100),
            [$"train/dog/0001.{ending}"] = Encoded(format, 101),
            [$"test/cat/0000.{ending}"] = Encoded(format, 50),
            [$"test/dog/0000.{ending}"] = Encoded(format, 150),
        };
    }

    public static string WriteFolder(string root, Dictionary<string, byte[]> tree)
    {
        foreach (var (name, bytes) in tree)
        {
            var file = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
        return root;
    }

    public static string WriteZip(string path, IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }
        return path;
    }
}

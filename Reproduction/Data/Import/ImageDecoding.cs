using System.Collections.Concurrent;

namespace Reproduction.Data.Import;

/// <summary>
/// Decodes a tree's image files on all cores. What is wrong with any is kept until all have been looked at, so that the
/// message names the same one in every run and on every machine.
/// </summary>
internal sealed class ImageDecoding
{
    /// <summary>Bytes of files that are read before they are decoded.</summary>
    private const int Portion = 1 << 24;

    private readonly ImageTree tree;
    private readonly ImageLayout layout;
    private readonly bool resizes;
    private readonly IProgress<Amount>? progress;
    private readonly ConcurrentDictionary<string, bool> encodings = new();
    private readonly ConcurrentDictionary<string, BadInputException> problems = new();
    private int done;

    /// <summary>Looks at the first image, whose size all must have unless they are resized.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="layout">Which of them are images of what.</param>
    /// <param name="size">Height and width that every image is resized to; null to keep their own.</param>
    /// <param name="progress">Told how many images are decoded, of how many.</param>
    /// <exception cref="BadInputException">The first image is none.</exception>
    public ImageDecoding(ImageTree tree, ImageLayout layout, int? size, IProgress<Amount>? progress)
    {
        (this.tree, this.layout, resizes, this.progress) = (tree, layout, size is not null, progress);
        (Height, Width) =
            size is { } side ? (side, side) : ImageDecoder.SizeOf(tree.Read(layout.Train[0].File), tree.Full(layout.Train[0].File));
        if (Math.Max(Height, Width) > IdxFile.LargestSide)
            throw new BadInputException(
                $"{tree.Full(layout.Train[0].File)}: {Width}×{Height} pixels, expected sides up to {IdxFile.LargestSide}, or --resize to a smaller "
                + "size");
    }

    /// <summary>H of every image in pixels.</summary>
    public int Height { get; }

    /// <summary>W of every image in pixels.</summary>
    public int Width { get; }

    /// <summary>The formats that were met, such as <c>JPEG and PNG</c>.</summary>
    public string Encodings => string.Join(" and ", encodings.Keys.Order(StringComparer.Ordinal));

    /// <summary>Decodes the images of a split.</summary>
    /// <param name="entries">The split's images.</param>
    /// <returns>N×3×H×W bytes, and labels; of no use where <see cref="ThrowOnProblems"/> throws.</returns>
    /// <exception cref="BadInputException">They would not fit in memory.</exception>
    public ImageSet Decode(IReadOnlyList<ImageEntry> entries)
    {
        var bytes = 3 * Height * Width;
        if ((long)entries.Count * bytes > Array.MaxLength)
            throw new BadInputException(
                $"{tree.Name}: {entries.Count} images of {Width}×{Height} pixels in one split, expected at most "
                + $"{Array.MaxLength / bytes}, or --resize to a smaller size");
        var pixels = new byte[entries.Count * bytes];
        for (var (start, next) = (0, 0); start < entries.Count; start = next)
        {
            var files = new List<byte[]>();
            for (long read = 0; next < entries.Count && read < Portion; read += files[^1].Length) files.Add(Read(entries[next++].File));
            var first = start;
            Parallel.For(0, files.Count, () => new PixelBuffer(), (i, _, image) =>
            {
                Take(entries[first + i].File, files[i], image, pixels.AsSpan((first + i) * bytes, bytes));
                return image;
            }, _ => { });
            progress?.Report(new Amount(tree.Name, "images", done += files.Count, layout.Train.Count + layout.Test.Count));
        }
        return new ImageSet(pixels, [.. entries.Select(entry => entry.Label)], 3, Height, Width);
    }

    /// <summary>Tells of what was wrong.</summary>
    /// <exception cref="BadInputException">Something was; the message names the first file by its path.</exception>
    public void ThrowOnProblems()
    {
        if (problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).Select(problem => problem.Value)
            .FirstOrDefault() is not { } first) return;
        throw problems.Count == 1 ? first : new BadInputException($"{first.Message} (the first of {problems.Count} such files)");
    }

    // A file that cannot be read stands as an empty one, which is no image: what is wrong is known already.
    private byte[] Read(string file)
    {
        try
        {
            return tree.Read(file);
        }
        catch (BadInputException e)
        {
            problems[file] = e;
            return [];
        }
    }

    private void Take(string file, byte[] bytes, PixelBuffer image, Span<byte> pixels)
    {
        try
        {
            encodings.TryAdd(ImageDecoder.Decode(bytes, tree.Full(file), image), true);
            if (resizes) PillowResize.Apply(image, Height, Width);
            else if ((image.Height, image.Width) != (Height, Width))
                throw new BadInputException(
                    $"{tree.Full(file)}: {image.Width}×{image.Height} pixels, expected {Width}×{Height} as {layout.Train[0].File} has, "
                    + "or --resize N");
            image.Pixels.CopyTo(pixels);
        }
        catch (BadInputException e)
        {
            problems.TryAdd(file, e);
        }
    }
}

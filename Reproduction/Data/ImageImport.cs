using System.Collections.Concurrent;

namespace Reproduction.Data;

/// <summary>Turns a folder or zip of images into CIFAR binary batches.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Classes">Names in class order, or null for alphabetical order.</param>
public sealed record ImageImport(string Name, IReadOnlyList<string>? Classes = null)
{
    /// <summary>Files that are read before they are decoded on all cores.</summary>
    private const int Portion = 1024;

    /// <summary>Imports: all images decoded and all files written, or nothing changed.</summary>
    /// <param name="source">A folder or a zip with <c>train|test/CLASS/*.jpg|png</c>, 32×32 pixels.</param>
    /// <param name="folder">The data folder; the batches come into <c>NAME-batches-bin</c> in it, in place of any that are there.</param>
    /// <param name="progress">Told how many images are decoded, of how many.</param>
    /// <returns>What <c>source.json</c> says.</returns>
    /// <exception cref="BadInputException">Something in the source is not as expected; the message names it.</exception>
    public DataSource Run(string source, string folder, IProgress<Amount>? progress = null)
    {
        using var tree = ImageTree.Open(source);
        var layout = ImageLayout.Of(tree, Classes);
        var images = layout.Train.Count + layout.Test.Count;
        var encodings = new ConcurrentDictionary<string, bool>();
        var done = 0;
        var train = Decode(layout.Train);
        var test = Decode(layout.Test);

        var record = new DataSource(
            Name, tree.Name, tree.Sha256(layout.Train.Concat(layout.Test).Select(image => image.File)),
            string.Join(" and ", encodings.Keys.Order(StringComparer.Ordinal)), layout.Classes, Classes is null ? "alphabetical" : "given",
            train.Count, test.Count, new Dataset(Name, layout.Classes, train, test, tree.Name).Fingerprint);
        WholeFolder.Write(Path.Combine(folder, CifarBatchFolder.FolderName(Name)), at => CifarBatchFolder.Write(at, train, test, record));
        return record;

        ImageSet Decode(IReadOnlyList<ImageEntry> entries)
        {
            const int Bytes = CifarRecords.RecordBytes - 1;
            if ((long)entries.Count * Bytes > Array.MaxLength)
                throw new BadInputException($"{source}: {entries.Count} images in one split; expected at most {Array.MaxLength / Bytes}");
            var pixels = new byte[entries.Count * Bytes];
            foreach (var range in Enumerable.Range(0, entries.Count).Chunk(Portion))
            {
                var files = range.Select(i => tree.Read(entries[i].File)).ToArray();
                var problems = new BadInputException?[files.Length];
                Parallel.For(0, files.Length, i =>
                {
                    try
                    {
                        encodings.TryAdd(ImageDecoder.Decode(files[i], tree.Full(entries[range[i]].File), pixels.AsSpan(range[i] * Bytes, Bytes)), true);
                    }
                    catch (BadInputException e)
                    {
                        problems[i] = e;
                    }
                });
                // The first in order, whichever thread was the first: the message is the same in every run.
                if (problems.FirstOrDefault(problem => problem is not null) is { } first) throw first;
                progress?.Report(new Amount(tree.Name, "images", done += files.Length, images));
            }
            return new ImageSet(pixels, [.. entries.Select(entry => entry.Label)], CifarRecords.Channels, CifarRecords.Size, CifarRecords.Size);
        }
    }
}

using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Data.Import;

/// <summary>
/// Turns a folder or zip of images into a data set: CIFAR's binary batches of 32×32 pixels, or <see cref="ImportedImages"/>.
/// </summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Classes">Names in class order, or null for alphabetical order.</param>
/// <param name="Share">The share of each class that becomes the test set, where the source has none.</param>
/// <param name="Size">Height and width that every image is resized to, as Pillow's bilinear filter does it; null to keep their own.</param>
public sealed record ImageImport(string Name, IReadOnlyList<string>? Classes = null, TestShare? Share = null, int? Size = null)
{
    /// <summary>Imports: all images decoded and all files written, or nothing changed.</summary>
    /// <param name="source">A folder or a zip, see <see cref="SortedImages.Of"/>.</param>
    /// <param name="folder">The data folder, where the data set comes in place of one of the same name.</param>
    /// <param name="progress">Told how many images are decoded, of how many.</param>
    /// <exception cref="BadInputException">Something in the source is not as expected; the message names it.</exception>
    public ImportedSource Run(string source, string folder, IProgress<Amount>? progress = null)
    {
        using var tree = ImageTree.Open(source);
        var layout = ImageLayout.Of(tree, Classes, Share);
        var decoding = new ImageDecoding(tree, layout, Size, progress);
        var place = ImportedImages.Place(folder, Name, decoding.Height, decoding.Width);
        CheckPlace(place);
        var (train, test) = (decoding.Decode(layout.Train), decoding.Decode(layout.Test));
        decoding.ThrowOnProblems();

        var record = new DataSource(
            Name, tree.Name, tree.Sha256(layout.Train.Concat(layout.Test).Select(image => image.File)), decoding.Encodings,
            layout.Classes, Classes is null ? "alphabetical" : "given",
            train.Count, test.Count, new Dataset(Name, layout.Classes, train, test, tree.Name).Fingerprint, Size);
        var replaced = Replaced(place, record);
        WholeFolder.Write(place, at => ImportedImages.Write(at, train, test, record));
        return new(record, place, layout.LeftAlone, RepeatedImages.Of(layout, train, test), replaced);
    }

    /// <summary>What lies beside the batches in the official archive.</summary>
    private const string OfficialReadme = "readme.html";

    /// <summary>What an import did not write is not replaced by one: somebody's own images may lie there, the source itself even.</summary>
    private void CheckPlace(string place)
    {
        if (!Directory.Exists(place)) return;
        var batches = CifarVersion.Binary(Name);
        var own = ImportedImages.Files.Concat(batches.Files).Append(batches.ClassFile)
            .Append(OfficialReadme).ToHashSet(StringComparer.Ordinal);
        var odd = Directory.EnumerateFileSystemEntries(place).Select(Path.GetFileName).FirstOrDefault(name => !own.Contains(name!));
        if (odd is not null)
            throw new BadInputException(
                $"{place}: holds {OneLine.Quote(odd)}, which no import wrote, expected a former import's files alone, or another --name");
    }

    /// <summary>What else than the images of an import stands in its place: a data set goes by its name alone.</summary>
    private static string? Replaced(string place, DataSource import)
    {
        if (!Directory.Exists(place)) return null;
        try
        {
            return DataSource.Of(place) is not { } former ? "images of unrecorded origin"
                : former.Fingerprint == import.Fingerprint ? null
                : $"{former.Describe()}; fingerprint {former.Fingerprint}";
        }
        catch (BadInputException)
        {
            return $"images with a damaged {DataSource.FileName}";
        }
    }
}

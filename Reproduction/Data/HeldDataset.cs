using Reproduction.Files;

namespace Reproduction.Data;

/// <summary>A data set found on this machine, not yet read.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Path">The folder or archive that holds it.</param>
public abstract record HeldDataset(string Name, string Path)
{
    /// <summary>How it is held, such as <c>binary batches</c>.</summary>
    public abstract string Form { get; }

    /// <summary>Reads all images into memory, checking every size and label.</summary>
    /// <exception cref="BadInputException">A file is missing, damaged or not what it should be.</exception>
    public abstract Dataset Read();

    /// <summary>The files of images that a split may have several of, each with the sum of its bytes; empty files are left out.</summary>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    internal virtual IEnumerable<(string File, Checksum Sum)> Batches() => [];

    /// <summary>The data set of that name in a place: a folder with it, or the folder or archive itself; null where it is not.</summary>
    /// <param name="place">A folder or an archive.</param>
    /// <param name="name">A data set's name.</param>
    public static HeldDataset? In(string place, string name) =>
        CifarBatchFolder.Find(place, name) ?? CifarArchive.Find(place, name) ?? IdxFolder.Find(place, name) ?? NpzDataset.Find(place, name)
        ?? PixelTable.Find(place, name) ?? (HeldDataset?)ImportedImages.Find(place, name);
}

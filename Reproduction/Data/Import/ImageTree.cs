namespace Reproduction.Data.Import;

/// <summary>Image files in folders, <c>train|test/CLASS/FILE</c>, on disk or in a zip.</summary>
public abstract class ImageTree : IDisposable
{
    /// <summary>Most bytes of a file that are read: photographs are smaller.</summary>
    public const int LargestFile = 1 << 26;

    /// <summary>The source's own name, without the folders that lead to it.</summary>
    public abstract string Name { get; }

    /// <summary>Every file's path from the root, segments joined by <c>/</c>.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Paths of the folders that are listed as such, empty ones among them.</summary>
    public abstract IReadOnlyList<string> Folders { get; }

    /// <summary>What was not looked into, each with the reason.</summary>
    public virtual IReadOnlyList<string> LeftAlone => [];

    /// <summary>Opens a folder or a zip.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="BadInputException">It is neither, or an entry of the zip leaves it.</exception>
    public static ImageTree Open(string source)
    {
        if (Directory.Exists(source)) return new FolderImageTree(source);
        if (File.Exists(source)) return new ZipImageTree(source);
        throw new BadInputException($"{source}: no such file or folder, expected a folder or a zip with train/CLASS and test/CLASS");
    }

    /// <summary>The bytes of a file; not for several threads at once.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <exception cref="BadInputException">The file is larger than any image, or damaged.</exception>
    public abstract byte[] Read(string file);

    /// <summary>SHA-256 (hexadecimal) of the zip, or over path, length and bytes of each of the images in the order of the paths.</summary>
    /// <param name="images">The paths of the images.</param>
    public abstract string Sha256(IEnumerable<string> images);

    /// <summary>How a message names a file.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    public abstract string Full(string file);

    /// <inheritdoc />
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Refuses a file before memory is given to it.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="BadInputException">It is larger than any image.</exception>
    protected void CheckLength(string file, long length)
    {
        if (length > LargestFile)
            throw new BadInputException($"{Full(file)}: {length} bytes, expected an image in at most {LargestFile}");
    }
}

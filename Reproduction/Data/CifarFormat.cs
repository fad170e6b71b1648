namespace Reproduction.Data;

/// <summary>How the files of a CIFAR data set are written.</summary>
public abstract record CifarFormat
{
    /// <summary>What the files are called in lists, such as <c>binary batches</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads one split from its files, one after another.</summary>
    /// <param name="files">Name for messages, length in bytes, and what opens the content.</param>
    /// <param name="split">The split's name, for messages.</param>
    /// <param name="classes">How many classes there are: labels are 0 to one less.</param>
    /// <returns>N×3×32×32 bytes.</returns>
    /// <exception cref="BadInputException">A file is damaged, a label out of range, or there is no image at all.</exception>
    public abstract ImageSet Read(IReadOnlyList<(string Name, long Length, Func<Stream> Open)> files, string split, int classes);

    /// <summary>Reads the class names.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="BadInputException">No names, more than a label can tell apart, or one twice.</exception>
    public abstract IReadOnlyList<string> ReadClasses(string file, byte[] content);

    /// <summary>Refuses a length that the format cannot have, before memory is given to it.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="BadInputException">The length is none that the format has.</exception>
    public virtual void CheckLength(string file, long length) { }
}

using System.IO.Compression;
using System.IO.Hashing;
using Reproduction.Native;
using Reproduction.Text;

namespace Reproduction.Numpy;

/// <summary>Arrays by name in NumPy's <c>.npz</c> format: a zip of <c>.npy</c> files, compressed or not.</summary>
public static class NpzFile
{
    private const string Ending = ".npy";

    /// <summary>Reads some of the arrays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">The names of the arrays.</param>
    /// <returns>The arrays in the order of the names.</returns>
    /// <exception cref="BadInputException">It is no whole zip, lacks an array, or one is damaged.</exception>
    public static IReadOnlyList<NpyArray> Read(string file, params IReadOnlyList<string> names)
    {
        RegularFile.Check(file);
        using var stream = File.OpenRead(file);
        return Read(file, stream, names);
    }

    /// <summary>Reads some of the arrays of an opened file.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="names">The names of the arrays.</param>
    /// <returns>The arrays in the order of the names.</returns>
    /// <exception cref="BadInputException">It is no whole zip, lacks an array, or one is damaged.</exception>
    public static IReadOnlyList<NpyArray> Read(string file, Stream stream, params IReadOnlyList<string> names) =>
        Opened(file, stream, zip => (IReadOnlyList<NpyArray>)[.. names.Select(name => Array(file, zip, name))]);

    /// <summary>What arrays an opened file has, by their names, and how many bytes each is without compression.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <exception cref="BadInputException">It is no whole zip, or has no array.</exception>
    public static IReadOnlyList<(string Name, long Bytes)> Contents(string file, Stream stream) => Opened(
        file, stream, zip => (IReadOnlyList<(string, long)>)
        [
            .. zip.Entries.Where(entry => entry.FullName.EndsWith(Ending, StringComparison.Ordinal))
                .Select(entry => (entry.FullName[..^Ending.Length], entry.Length)),
        ]);

    /// <summary>What an array of an opened file is; its elements are not read.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="name">The array's name.</param>
    /// <returns>NumPy's name of the elements' type, and the sizes.</returns>
    /// <exception cref="BadInputException">It is no whole zip, lacks the array, or it holds no plain numbers.</exception>
    internal static (string Dtype, IReadOnlyList<long> Shape) Head(string file, Stream stream, string name) => Opened(
        file, stream, zip =>
        {
            using var content = Entry(file, zip, name).Open();
            return NpyArray.Head($"{file}: {name}", content);
        });

    /// <summary>Writes arrays, compressed, without a time, so that equal arrays are equal files.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="arrays">The arrays' names, and what <see cref="NpyArray.Write"/> makes of them.</param>
    public static void Write(Stream stream, params IReadOnlyList<(string Name, byte[] Npy)> arrays)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, npy) in arrays)
        {
            var entry = zip.CreateEntry(name + Ending, CompressionLevel.SmallestSize);
            // The first day that a zip can name.
            entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(npy);
        }
    }

    private static T Opened<T>(string file, Stream stream, Func<ZipArchive, T> read)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (!zip.Entries.Any(entry => entry.FullName.EndsWith(Ending, StringComparison.Ordinal)))
                throw new BadInputException($"{file}: {WithoutArrays(zip)}");
            return read(zip);
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"{file}: not a whole .npz file ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>What a zip without an array is: a table that somebody has zipped, or a workbook, which is a zip of its own kind.</summary>
    private static string WithoutArrays(ZipArchive zip) =>
        zip.Entries.Count == 0 ? "an empty zip, expected arrays of NumPy"
        : zip.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal))
            ? "an Excel workbook, expected arrays of NumPy or a table of text: save it as CSV UTF-8"
        : $"a zip of {OneLine.List(zip.Entries.Select(held => OneLine.Name(held.FullName)), most: 3)}, expected arrays of NumPy or a "
            + "table of text: unpack it first";

    private static ZipArchiveEntry Entry(string file, ZipArchive zip, string name) =>
        zip.GetEntry(name + Ending) ?? throw new BadInputException(
            $"{file}: holds no {name}; its arrays are "
            + $"{string.Join(", ", zip.Entries.Take(20).Select(held => OneLine.Name(held.FullName)))}");

    private static NpyArray Array(string file, ZipArchive zip, string name)
    {
        var entry = Entry(file, zip, name);
        if (entry.Length > System.Array.MaxLength)
            throw new BadInputException($"{file}: {name} has {entry.Length} bytes, expected at most {System.Array.MaxLength}");
        using var stream = entry.Open();
        using var content = new MemoryStream();
        // Grown as it comes: an entry may claim any length.
        stream.CopyTo(content);
        // .NET does not compare what a stored entry holds.
        if (content.Length != entry.Length || Crc32.HashToUInt32(content.GetBuffer().AsSpan(0, (int)content.Length)) != entry.Crc32)
            throw new BadInputException($"{file}: {name} is damaged: its checksum in the zip is another one");
        return NpyArray.Read($"{file}: {name}", content.GetBuffer().AsMemory(0, (int)content.Length));
    }
}

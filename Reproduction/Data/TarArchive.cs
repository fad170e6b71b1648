using System.Formats.Tar;
using System.IO.Compression;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>Unpacks a <c>.tar.gz</c> that somebody else made, trusting nothing in it.</summary>
public static class TarArchive
{
    /// <summary>Unpacks all files into a folder.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="folder">The folder; entries come under it by their names in the archive.</param>
    /// <exception cref="BadInputException">
    /// The archive is damaged, or an entry would leave the folder, is a link or a device, or appears twice; files before it stay.
    /// </exception>
    public static void Unpack(string archive, string folder)
    {
        try
        {
            using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            using var tar = new TarReader(stream);
            while (tar.GetNextEntry() is { } entry) Unpack(archive, folder, entry);
            // To the very end, where gzip's checksum is.
            stream.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BadInputException($"{archive}: not a whole tar.gz archive ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void Unpack(string archive, string folder, TarEntry entry)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) return;
        var name = entry.Name.TrimEnd('/');
        if (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (name.Contains('\\') || name.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            if (entry.EntryType is TarEntryType.Directory && name is ".") return;
            throw new BadInputException($"{archive}: entry {entry.Name} leaves the folder, expected paths below it");
        }
        var path = Path.Combine(folder, name);
        if (entry.EntryType is TarEntryType.Directory)
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new BadInputException($"{archive}: entry {entry.Name} is a {entry.EntryType}, expected files and folders");
        if (File.Exists(path)) throw new BadInputException($"{archive}: entry {entry.Name} appears twice, expected each file once");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        entry.DataStream?.CopyTo(file);
        file.Flush();
        Disk.Flush(file, path);
    }
}

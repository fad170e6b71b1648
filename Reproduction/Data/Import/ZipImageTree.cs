using System.IO.Compression;
using System.IO.Hashing;
using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data.Import;

/// <summary>Image files in folders of a zip, read without unpacking it.</summary>
public sealed class ZipImageTree : ImageTree
{
    private const int KindOfUnixFile = 0xF000;
    private const int SymbolicLink = 0xA000;

    private readonly string zip;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = [];
    private readonly List<string> folders = [];

    /// <summary>Opens a zip and checks the names in it.</summary>
    /// <param name="zip">Its path.</param>
    /// <exception cref="BadInputException">Not a zip, or an entry leaves it, is a link or appears twice.</exception>
    public ZipImageTree(string zip)
    {
        this.zip = zip;
        RegularFile.Check(zip);
        try
        {
            archive = ZipFile.OpenRead(zip);
            foreach (var entry in archive.Entries) Add(entry);
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"{zip}: {Other() ?? $"neither a folder nor a whole zip ({e.Message.TrimEnd('.')})"}", e);
        }
    }

    /// <inheritdoc />
    public override string Name => Path.GetFileName(zip);

    /// <inheritdoc />
    public override IReadOnlyList<string> Files => [.. entries.Keys];

    /// <inheritdoc />
    public override IReadOnlyList<string> Folders => folders;

    /// <inheritdoc />
    public override string Full(string file) => $"{zip}: {file}";

    /// <inheritdoc />
    public override byte[] Read(string file)
    {
        var entry = entries[file];
        if (entry.IsEncrypted) throw new BadInputException($"{Full(file)}: encrypted, expected a zip without a password");
        CheckLength(file, entry.Length);
        try
        {
            using var stream = entry.Open();
            // One byte more than claimed, so that an entry that goes on is noticed and not read to its end.
            var bytes = new byte[entry.Length + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read != entry.Length)
                throw new BadInputException(
                    $"{Full(file)}: unpacks to {(read > entry.Length ? "more" : "fewer")} than the {entry.Length} bytes that the zip says");
            if (Crc32.HashToUInt32(bytes.AsSpan(0, read)) is var found && found != entry.Crc32)
                throw new BadInputException($"{Full(file)}: damaged, its CRC-32 is {found:x8}; the zip says {entry.Crc32:x8}");
            return bytes[..read];
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            throw new BadInputException($"{Full(file)}: cannot be unpacked ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <inheritdoc />
    public override string Sha256(IEnumerable<string> images)
    {
        using var stream = File.OpenRead(zip);
        return Checksum.Of(stream).Hex;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        archive.Dispose();
        base.Dispose();
    }

    /// <summary>What the file is, if it is no zip but something else that is known, and what to do; null where it is not.</summary>
    private string? Other()
    {
        using var stream = File.OpenRead(zip);
        if (FileKind.Of(stream) is not { } kind || kind == FileKind.Zip) return null;
        // Of images in folders what is compressed is a tar archive.
        var unpack = kind == FileKind.Gzip ? "tar -xzf FILE"
            : kind == FileKind.Bzip2 || kind == FileKind.Xz || kind == FileKind.Zstd ? "tar -xf FILE"
            : kind.Unpack;
        return $"{kind.Name}, expected a folder or a zip with train/CLASS and test/CLASS"
            + (unpack is null ? "" : $": unpack it first, {unpack}");
    }

    private void Add(ZipArchiveEntry entry)
    {
        // Some programs on Windows write its own separator.
        var name = entry.FullName.Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (name.Length == 0) return;
        if (name.Contains('\uFFFD'))
            throw new BadInputException($"{zip}: entry {name} has a name that is not UTF-8, expected names that can be told apart");
        var path = name.TrimEnd('/');
        if (name.StartsWith('/') || name is [_, ':', ..] || path.Split('/').Any(segment => segment is "" or "." or ".."))
            throw new BadInputException($"{zip}: entry {name} leaves the archive's folder, expected paths like train/CLASS/FILE");
        if ((entry.ExternalAttributes >> 16 & KindOfUnixFile) == SymbolicLink && SortedImages.IsMeant(path))
            throw new BadInputException($"{zip}: entry {name} is a link, expected files");
        if (name.EndsWith('/')) folders.Add(path);
        else if (!entries.TryAdd(name, entry)) throw new BadInputException($"{zip}: entry {name} appears twice, expected each file once");
    }
}

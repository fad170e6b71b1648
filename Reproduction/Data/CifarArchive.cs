using System.Formats.Tar;
using System.IO.Compression;
using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>An official archive of CIFAR's files, such as <c>cifar-10-binary.tar.gz</c>, read as it is, without unpacking.</summary>
public sealed record CifarArchive : HeldDataset
{
    private readonly CifarVersion version;

    private CifarArchive(string name, string path, CifarVersion version) : base(name, path) => this.version = version;

    /// <inheritdoc />
    public override string Form => $"archive of {version.Format.Name}";

    /// <summary>The archive as its publishers serve it.</summary>
    public OfficialFile Official => version.Archive!;

    /// <summary>The archive in a place, or that place itself; null where it is not.</summary>
    /// <param name="place">The folder that holds the archive, or the archive.</param>
    /// <param name="name">The data set's name.</param>
    public static CifarArchive? Find(string place, string name) =>
        CifarVersion.Of(name).Where(version => version.Archive is not null).Select(version =>
    {
        var inside = System.IO.Path.Combine(place, version.Archive!.FileName);
        return File.Exists(inside) ? new CifarArchive(name, inside, version)
            : File.Exists(place) && System.IO.Path.GetFileName(place) == version.Archive.FileName ? new CifarArchive(name, place, version)
            : null;
    }).FirstOrDefault(found => found is not null);

    /// <inheritdoc />
    public override Dataset Read()
    {
        var files = Unpack();
        var classes = files.TryGetValue(version.ClassFile, out var names)
            ? version.Format.ReadClasses(Inside(version.ClassFile), names)
            : KnownDataset.Named(Name)!.ClassNames;
        var sha256 = Checksum.Of(Path).Hex;
        var source = sha256 == Official.Sha256
            ? $"official archive {Official.FileName} (SHA-256 {sha256})"
            : $"{Official.FileName} with SHA-256 {sha256}, which is not the official archive (SHA-256 {Official.Sha256})";
        var (train, test) = version.Read(Opened, classes.Count);
        return new Dataset(Name, classes, train, test, source);

        (string, long, Func<Stream>) Opened(string file) => files.TryGetValue(file, out var bytes)
            ? (Inside(file), bytes.LongLength, () => new MemoryStream(bytes, writable: false))
            : throw new BadInputException($"{Path}: holds no {file}, expected {string.Join(", ", version.Files)}");
    }

    /// <inheritdoc />
    internal override IEnumerable<(string File, Checksum Sum)> Batches()
    {
        var files = Unpack();
        return version.Files.Where(file => files[file].Length > 0).Select(file => (file, Checksum.Of(new MemoryStream(files[file]))));
    }

    private Dictionary<string, byte[]> Unpack()
    {
        var most = CompressedSize.Most(RegularFile.Length(Path));
        var files = new Dictionary<string, byte[]>();
        try
        {
            using var stream = new GZipStream(File.OpenRead(Path), CompressionMode.Decompress);
            using var tar = new TarReader(stream);
            while (tar.GetNextEntry() is { } entry)
            {
                var file = System.IO.Path.GetFileName(entry.Name);
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsWanted(file)) continue;
                // A header may claim any length: nothing is allocated that the compressed bytes cannot hold.
                if (entry.Length > most)
                    throw new BadInputException($"{Inside(file)}: claims {entry.Length} bytes, more than the archive can hold");
                if (file != version.ClassFile) version.Format.CheckLength(Inside(file), entry.Length);
                var bytes = new byte[entry.Length];
                entry.DataStream?.ReadExactly(bytes);
                if (!files.TryAdd(file, bytes))
                    throw new BadInputException($"{Inside(file)}: appears twice, expected each batch once");
            }
            // To the very end, where gzip's checksum is.
            stream.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BadInputException($"{Path}: not a whole tar.gz archive ({e.Message.TrimEnd('.')})", e);
        }
        return files;
    }

    private bool IsWanted(string file) => file == version.ClassFile || version.Files.Contains(file);

    private string Inside(string file) => $"{Path}: {file}";
}

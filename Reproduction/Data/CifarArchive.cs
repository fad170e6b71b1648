using System.Formats.Tar;
using System.IO.Compression;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>CIFAR-10's official archive <c>cifar-10-binary.tar.gz</c>, read as it is, without unpacking.</summary>
public sealed record CifarArchive : HeldDataset
{
    private CifarArchive(string path) : base(KnownDataset.Cifar10.Name, path) { }

    /// <summary>The archive's official name.</summary>
    public static string FileName => Official.FileName;

    /// <inheritdoc />
    public override string Form => "archive of binary batches";

    private static OfficialFile Official => KnownDataset.Cifar10.Files[0];

    /// <summary>The archive in a place, or that place itself; null where it is not.</summary>
    /// <param name="place">The folder that holds the archive, or the archive.</param>
    /// <param name="name">The data set's name.</param>
    public static CifarArchive? Find(string place, string name)
    {
        if (name != KnownDataset.Cifar10.Name) return null;
        var inside = System.IO.Path.Combine(place, FileName);
        if (File.Exists(inside)) return new CifarArchive(inside);
        return File.Exists(place) && System.IO.Path.GetFileName(place) == FileName ? new CifarArchive(place) : null;
    }

    /// <inheritdoc />
    public override Dataset Read()
    {
        var files = Unpack();
        var classes = files.TryGetValue(CifarBatchFolder.ClassFile, out var names)
            ? CifarClassNames.Parse(Inside(CifarBatchFolder.ClassFile), System.Text.Encoding.UTF8.GetString(names))
            : KnownDataset.Cifar10.ClassNames;
        var sha256 = Checksum.Sha256(Official.Sha256).Of(Path).Hex;
        var source = sha256 == Official.Sha256
            ? $"official archive {FileName} (SHA-256 {sha256})"
            : $"{FileName} with SHA-256 {sha256}, which is not the official archive (SHA-256 {Official.Sha256})";
        return new Dataset(
            Name, classes,
            CifarRecords.Read([.. CifarBatchFolder.TrainFiles.Select(Opened)], "training", classes.Count),
            CifarRecords.Read([Opened(CifarBatchFolder.TestFile)], "test", classes.Count),
            source);

        (string, long, Func<Stream>) Opened(string file) => files.TryGetValue(file, out var bytes)
            ? (Inside(file), bytes.LongLength, () => new MemoryStream(bytes, writable: false))
            : throw new BadInputException($"{Path}: holds no {file}; expected {CifarBatchFolder.TrainFiles[0]} to {CifarBatchFolder.TrainFiles[^1]} and {CifarBatchFolder.TestFile}");
    }

    private Dictionary<string, byte[]> Unpack()
    {
        RegularFile.Check(Path);
        var most = CompressedSize.Most(new FileInfo(Path).Length);
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
                if (file != CifarBatchFolder.ClassFile) CifarRecords.CountIn(Inside(file), entry.Length);
                var bytes = new byte[entry.Length];
                entry.DataStream?.ReadExactly(bytes);
                if (!files.TryAdd(file, bytes))
                    throw new BadInputException($"{Inside(file)}: appears twice; expected each batch once");
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

    private static bool IsWanted(string file) =>
        file is CifarBatchFolder.TestFile or CifarBatchFolder.ClassFile || CifarBatchFolder.TrainFiles.Contains(file);

    private string Inside(string file) => $"{Path}: {file}";
}

using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// The zip archive of torch.save: <c>NAME/data.pkl</c>, a record <c>NAME/data/KEY</c> for each storage, and in newer files
/// <c>NAME/byteorder</c>. Its directory is not believed: sizes are held against the file's own before memory is asked for.
/// </summary>
internal sealed class TorchArchive : ITorchRecords
{
    /// <summary>The pickle of the largest EfficientNet is a quarter of a MB; memory of unpickling is a multiple of its size.</summary>
    private const long LongestPickle = 16 << 20;

    /// <summary>Weights hardly compress; records that together claim to grow by more than this are a trap.</summary>
    private const long MostGrowth = 8;

    private const long GrowthOfSmallFiles = 1 << 16;

    private const int LongestByteOrder = 16;

    private const string AProgram =
        "a TorchScript program, as torch.jit.save writes it, expected weights: in Python torch.save(torch.jit.load('OLD', "
        + "map_location='cpu').state_dict(), 'NEW')";

    private readonly string path;
    private readonly Stream stream;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> records = new(StringComparer.Ordinal);
    private readonly string root;
    private readonly bool isBigEndian;

    private TorchArchive(string path, Stream stream, ZipArchive zip)
    {
        (this.path, this.stream, this.zip) = (path, stream, zip);
        CheckDirectory();
        root = FindRoot();
        isBigEndian = ReadByteOrder();
    }

    /// <summary>Opens an archive and checks its directory.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The archive; it is disposed with this.</param>
    /// <exception cref="BadInputException">It is damaged, or not torch.save's.</exception>
    public static TorchArchive Open(string path, Stream stream) =>
        Guard(path, () => new TorchArchive(path, stream, new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true)));

    /// <inheritdoc />
    public object? ReadPickle() => new Unpickler(path, ReadSmall(records[$"{root}/data.pkl"], LongestPickle)).Read();

    /// <inheritdoc />
    public Tensor ReadStorage(PickledStorage storage, ScalarType dtype) => Guard(path, () =>
    {
        var about = $"{path}: storage {OneLine.Quote(storage.Key)}";
        if (!records.TryGetValue($"{root}/data/{storage.Key}", out var record))
            throw new BadInputException($"{about} has no record in the archive");
        if (record.Length != storage.Bytes)
            throw new BadInputException(
                $"{about} has {record.Length} bytes; its tensors say {storage.Elements} {storage.Dtype?.InPyTorch() ?? "bytes"}, "
                + $"{storage.Bytes} bytes");

        using var content = record.Open();
        var tensor = TensorBytes.Read(content, dtype, [storage.Bytes / dtype.ElementBytes()]);
        CheckSum(record, TensorBytes.Crc32(tensor));
        if (isBigEndian) TensorBytes.ReverseEndianness(tensor);
        if (dtype == ScalarType.Bool && !TensorBytes.AreBooleans(tensor))
            throw new BadInputException($"{about} of bool has bytes other than 0 and 1");
        return tensor;
    });

    /// <inheritdoc />
    public void Dispose()
    {
        zip.Dispose();
        stream.Dispose();
    }

    private void CheckDirectory()
    {
        var (stored, grown) = ((Int128)0, (Int128)0);
        foreach (var entry in zip.Entries)
        {
            if (!records.TryAdd(entry.FullName, entry))
                throw new BadInputException($"{path}: the archive has {OneLine.Quote(entry.FullName)} twice");
            if (entry.IsEncrypted) throw new BadInputException($"{path}: the archive's {OneLine.Quote(entry.FullName)} is encrypted");
            if (entry.Length < 0 || entry.CompressedLength < 0)
                throw new BadInputException($"{path}: the archive's {OneLine.Quote(entry.FullName)} has a size beyond 2^63");
            stored += entry.CompressedLength;
            grown += entry.Length;
        }
        if (stored > stream.Length)
            throw new BadInputException($"{path}: the archive's records claim {stored} bytes of a file of {stream.Length}: they overlap");
        if (grown > MostGrowth * stream.Length + GrowthOfSmallFiles)
            throw new BadInputException(
                $"{path}: the archive's records claim to unpack to {grown} bytes, from a file of {stream.Length}; refused as a zip bomb");
    }

    private string FindRoot()
    {
        var roots = records.Keys.Where(name => name.EndsWith("/data.pkl", StringComparison.Ordinal))
            .Select(name => name[..^"/data.pkl".Length]).Where(name => !name.Contains('/')).ToList();
        if (roots.Count == 0 && OtherFile.Reason(records.Keys) is { } reason) throw new BadInputException($"{path}: {reason}");
        if (roots.Count == 0
            && records.Keys.Any(name => name.EndsWith("/model.json", StringComparison.Ordinal)
                || name.Contains("/code/", StringComparison.Ordinal)))
            throw new BadInputException($"{path}: {AProgram}");
        if (roots.Count != 1)
            throw new BadInputException($"{path}: a zip archive, but not of torch.save: expected one NAME/data.pkl, found {roots.Count}");
        if (records.ContainsKey($"{roots[0]}/constants.pkl"))
            throw new BadInputException($"{path}: {AProgram}");
        return roots[0];
    }

    private bool ReadByteOrder()
    {
        if (!records.TryGetValue($"{root}/byteorder", out var record)) return false;
        var order = Encoding.Latin1.GetString(ReadSmall(record, LongestByteOrder)).Trim();
        return order switch
        {
            "little" => false,
            "big" => true,
            _ => throw new BadInputException($"{path}: the byte order is {OneLine.Quote(order)}, expected little or big"),
        };
    }

    private byte[] ReadSmall(ZipArchiveEntry record, long longest) => Guard(path, () =>
    {
        if (record.Length > longest)
            throw new BadInputException(
                $"{path}: the archive's {OneLine.Quote(record.FullName)} has {record.Length} bytes, expected at most {longest}");
        var bytes = new byte[record.Length];
        using var content = record.Open();
        content.ReadExactly(bytes);
        CheckSum(record, Crc32.HashToUInt32(bytes));
        return bytes;
    });

    private void CheckSum(ZipArchiveEntry record, uint found)
    {
        // Zero: written with torch.serialization.set_crc32_options(False).
        if (record.Crc32 != 0 && record.Crc32 != found)
            throw new BadInputException(
                $"{path}: the archive's {OneLine.Quote(record.FullName)} is damaged: its checksum is {found:x8}, recorded is "
                + $"{record.Crc32:x8}");
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new BadInputException($"{path}: the zip archive is damaged or cut off ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})",
                e);
        }
    }
}

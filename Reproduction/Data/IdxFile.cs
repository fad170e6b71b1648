using System.Buffers.Binary;
using System.IO.Compression;
using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// A file in MNIST's IDX format, plain or gzipped: magic 0x00000803 and three big-endian sizes before grey images
/// (N×H×W bytes), 0x00000804 and four before colour images (N×C×H×W), 0x00000801 and one before labels (N bytes).
/// </summary>
public static class IdxFile
{
    /// <summary>Unsigned bytes; the lowest byte is the number of sizes.</summary>
    private const int BytesMagic = 0x800;

    /// <summary>Greatest height and width that are believed.</summary>
    internal const int LargestSide = 4096;

    /// <summary>Reads a split.</summary>
    /// <param name="imageFile">An IDX file of images; gzipped if its name ends in <c>.gz</c>.</param>
    /// <param name="labelFile">An IDX file of as many labels.</param>
    /// <param name="classes">How many classes there are: labels are 0 to one less.</param>
    /// <param name="inColour">Whether the images have four sizes (N×C×H×W), not three.</param>
    /// <exception cref="BadInputException">A file is damaged, or they are not as many labels as images.</exception>
    public static ImageSet ReadSplit(string imageFile, string labelFile, int classes, bool inColour)
    {
        var (pixels, sizes) = ReadImages(imageFile, inColour);
        var labels = ReadLabels(labelFile, classes);
        if (labels.Length != sizes[0])
            throw new BadInputException(
                $"{labelFile}: {labels.Length} labels, expected {sizes[0]}, one for each image of {Path.GetFileName(imageFile)}");
        return new ImageSet(pixels, labels, channels: inColour ? sizes[1] : 1, sizes[^2], sizes[^1]);
    }

    /// <summary>Reads images.</summary>
    /// <param name="file">An IDX file of images; gzipped if its name ends in <c>.gz</c>.</param>
    /// <param name="inColour">Whether they have four sizes (N×C×H×W), not three.</param>
    /// <exception cref="BadInputException">Wrong magic, or sizes that the file's length contradicts.</exception>
    public static (byte[] Pixels, int[] Sizes) ReadImages(string file, bool inColour) => Read(file, "images", dimensions: inColour ? 4 : 3);

    /// <summary>Reads labels.</summary>
    /// <param name="file">An IDX file of labels; gzipped if its name ends in <c>.gz</c>.</param>
    /// <param name="classes">How many classes there are: labels are 0 to one less.</param>
    /// <exception cref="BadInputException">Wrong magic, a size that the file's length contradicts, or a label out of range.</exception>
    public static int[] ReadLabels(string file, int classes)
    {
        var (bytes, _) = Read(file, "labels", dimensions: 1);
        var wrong = Array.FindIndex(bytes, label => label >= classes);
        if (wrong >= 0) throw new BadInputException($"{file}: label {wrong} is {bytes[wrong]}, expected 0 to {classes - 1}");
        return Array.ConvertAll(bytes, label => (int)label);
    }

    /// <summary>Writes images in colour.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="images">N×C×H×W.</param>
    public static void WriteImages(Stream stream, ImageSet images)
    {
        WriteHeader(stream, images.Count, images.Channels, images.Height, images.Width);
        stream.Write(images.Pixels.Span);
    }

    /// <summary>Writes labels.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="labels">N labels, 0 to 255.</param>
    public static void WriteLabels(Stream stream, IReadOnlyList<int> labels)
    {
        WriteHeader(stream, labels.Count);
        stream.Write([.. labels.Select(label => checked((byte)label))]);
    }

    private static (byte[] Bytes, int[] Sizes) Read(string file, string what, int dimensions)
    {
        var magic = BytesMagic | dimensions;
        var gzipped = file.EndsWith(".gz", StringComparison.Ordinal);
        RegularFile.Check(file);
        using var raw = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var stream = gzipped ? new GZipStream(raw, CompressionMode.Decompress) : (Stream)raw;
        try
        {
            var header = new byte[sizeof(int) * (1 + dimensions)];
            var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            var found = BinaryPrimitives.ReadInt32BigEndian(header);
            if (read >= sizeof(int) && found != magic)
                throw new BadInputException($"{file}: magic 0x{found:x8}, expected 0x{magic:x8}, an IDX file of {what}");
            if (read < header.Length)
                throw new BadInputException($"{file}: ends after {read} bytes, expected an IDX header of {header.Length}");
            var sizes =
                Enumerable.Range(1, dimensions).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(sizeof(int) * i))).ToArray();
            var shape = string.Join("×", sizes);
            if (sizes.Any(size => size < 1) || sizes[1..].Any(side => side > LargestSide))
                throw new BadInputException($"{file}: says {shape} {what}, expected at least one, of sides up to {LargestSide}");

            var length = sizes.Aggregate(1L, (product, size) => product * size);
            // The header may say anything: nothing is allocated that the file cannot hold.
            var most = gzipped ? CompressedSize.Most(raw.Length) : raw.Length - header.Length;
            if (length > Math.Min(most, Array.MaxLength))
                throw new BadInputException($"{file}: says {shape} {what}, {length} bytes, but has {(gzipped ? "at most " : "")}{most}");
            var bytes = new byte[length];
            read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < length) throw new BadInputException($"{file}: says {shape} {what}, {length} bytes, but ends after {read}");
            if (stream.ReadByte() >= 0) throw new BadInputException($"{file}: says {shape} {what}, {length} bytes, but goes on after them");
            if (gzipped) CheckTrailer(raw, file, header.Length + length);
            return (bytes, sizes);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new BadInputException($"{file}: not a whole gzip file ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void WriteHeader(Stream stream, params ReadOnlySpan<int> sizes)
    {
        var header = new byte[sizeof(int) * (1 + sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(header, BytesMagic | sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int) * (1 + i)), sizes[i]);
        stream.Write(header);
    }

    // .NET takes a gzip file for whole once its content is there. Its last four bytes are the content's length: only
    // with them is the checksum before them whole, and was compared.
    private static void CheckTrailer(FileStream raw, string file, long length)
    {
        var trailer = new byte[sizeof(uint)];
        raw.Seek(-trailer.Length, SeekOrigin.End);
        raw.ReadExactly(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length)
            throw new BadInputException(
                $"{file}: not a whole gzip file (it ends before its checksum, or has several members or bytes behind its end)");
    }
}

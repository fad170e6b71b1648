namespace Reproduction.Data;

/// <summary>
/// CIFAR's binary format: records of label bytes and 3×32×32 pixel bytes (red, green, blue planes, row by row), nothing
/// before, between or after them.
/// </summary>
/// <param name="LabelBytes">1, or 2 where a coarse label stands before the label, as in CIFAR-100.</param>
public sealed record CifarRecords(int LabelBytes = 1) : CifarFormat
{
    /// <summary>Height and width of every image.</summary>
    public const int Size = 32;

    /// <summary>Colour planes of every image.</summary>
    public const int Channels = 3;

    /// <summary>Bytes of one image.</summary>
    public const int ImageBytes = Channels * Size * Size;

    /// <inheritdoc />
    public override string Name => "binary batches";

    /// <summary>Bytes of one record.</summary>
    public int RecordBytes => LabelBytes + ImageBytes;

    /// <summary>How many records a file of that length has.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="BadInputException">Not a whole number of records.</exception>
    public int CountIn(string file, long length)
    {
        var (records, rest) = Math.DivRem(length, RecordBytes);
        if (rest != 0)
            throw new BadInputException(
                $"{file}: {length} bytes are {records} records and {rest} bytes, expected a whole number of {RecordBytes}-byte records "
                + "(truncated or oversized?)");
        if (records * ImageBytes > Array.MaxLength)
            throw new BadInputException(
                $"{file}: {records} records are more than fit in memory, expected at most {Array.MaxLength / ImageBytes}");
        return (int)records;
    }

    /// <inheritdoc />
    public override ImageSet Read(IReadOnlyList<(string Name, long Length, Func<Stream> Open)> files, string split, int classes)
    {
        var counts = files.Select(file => CountIn(file.Name, file.Length)).ToArray();
        var total = counts.Sum(count => (long)count);
        if (total == 0)
            throw new BadInputException(
                $"{string.Join(", ", files.Select(file => file.Name))}: empty, expected at least one {split} image");
        if (total * ImageBytes > Array.MaxLength)
            throw new BadInputException(
                $"{files[0].Name}: {total} {split} images are more than fit in memory, expected at most {Array.MaxLength / ImageBytes}");

        var (pixels, labels) = (new byte[total * ImageBytes], new int[total]);
        var done = 0;
        foreach (var (file, count) in files.Zip(counts))
        {
            using var stream = file.Open();
            ReadRecords(stream, file.Name, classes, pixels.AsSpan(done * ImageBytes, count * ImageBytes), labels.AsSpan(done, count));
            done += count;
        }
        return new ImageSet(pixels, labels, Channels, Size, Size);
    }

    private void ReadRecords(Stream stream, string file, int classes, Span<byte> pixels, Span<int> labels)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        for (var i = 0; i < labels.Length; i++)
        {
            if (stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) < RecordBytes)
                throw new BadInputException($"{file}: ends in record {i}, expected {labels.Length} records");
            var label = record[LabelBytes - 1];
            if (label >= classes)
                throw new BadInputException(
                    $"{file}: record {i} (byte {(long)i * RecordBytes}) has label {label}, expected 0 to {classes - 1}");
            labels[i] = label;
            record[LabelBytes..].CopyTo(pixels.Slice(i * ImageBytes, ImageBytes));
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadClasses(string file, byte[] content) =>
        CifarClassNames.Parse(file, System.Text.Encoding.UTF8.GetString(content));

    /// <inheritdoc />
    public override void CheckLength(string file, long length) => CountIn(file, length);

    /// <summary>Writes some images of a split as records of one label byte.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="images">3×32×32 images with labels up to 255.</param>
    /// <param name="first">The first image to write.</param>
    /// <param name="count">How many to write.</param>
    /// <exception cref="ArgumentException">Images of another size, or labels that one byte cannot hold.</exception>
    public static void Write(Stream stream, ImageSet images, int first, int count)
    {
        if ((images.Channels, images.Height, images.Width) != (Channels, Size, Size))
            throw new ArgumentException(
                $"{images.Channels}×{images.Height}×{images.Width} images do not fit CIFAR's {Channels}×{Size}×{Size} records.",
                nameof(images));
        for (var i = first; i < first + count; i++)
        {
            if (images.Labels[i] is < 0 or > byte.MaxValue)
                throw new ArgumentException($"Label {images.Labels[i]} does not fit a byte.", nameof(images));
            stream.WriteByte((byte)images.Labels[i]);
            stream.Write(images.Image(i));
        }
    }
}

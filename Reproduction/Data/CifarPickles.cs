using Reproduction.Models.Weights;

namespace Reproduction.Data;

/// <summary>
/// CIFAR's Python format: pickles of a dictionary with the labels as a list and the pixels as a NumPy array (N×3072 bytes: red,
/// green, blue planes, row by row). They are read by the machine that reads weights, which runs nothing.
/// </summary>
/// <param name="LabelKey">The key of the labels, such as <c>fine_labels</c>.</param>
/// <param name="NameKey">The key of the class names in the file of them, such as <c>fine_label_names</c>.</param>
public sealed record CifarPickles(string LabelKey, string NameKey) : CifarFormat
{
    /// <summary>Most bytes of a file: seven times the largest official one.</summary>
    private const long LargestFile = 1 << 30;

    /// <inheritdoc />
    public override string Name => "Python batches";

    /// <inheritdoc />
    public override ImageSet Read(IReadOnlyList<(string Name, long Length, Func<Stream> Open)> files, string split, int classes)
    {
        var (pixels, labels) = (new List<byte[]>(), new List<int>());
        foreach (var (name, length, open) in files)
        {
            CheckLength(name, length);
            using var stream = open();
            var content = new byte[length];
            stream.ReadExactly(content);
            var batch = Dictionary(name, content);
            var images = Pixels(name, Value(name, batch, "data"));
            var before = labels.Count;
            foreach (var label in Value(name, batch, LabelKey) as PickledList
                ?? throw new BadInputException($"{name}: {LabelKey} is no list, expected one of labels"))
            {
                if (label is not long found || found < 0 || found >= classes)
                    throw new BadInputException(
                        $"{name}: label {labels.Count - before} of {LabelKey} is {(label is long number ? number : "no number")}, "
                        + $"expected 0 to {classes - 1}");
                labels.Add((int)found);
            }
            if ((long)(labels.Count - before) * CifarRecords.ImageBytes != images.Length)
                throw new BadInputException(
                    $"{name}: {labels.Count - before} labels and {images.Length / CifarRecords.ImageBytes} images, expected as many of "
                    + "both");
            pixels.Add(images);
        }
        if (labels.Count == 0) throw new BadInputException($"{files[0].Name}: empty, expected at least one {split} image");
        var all = new byte[labels.Count * CifarRecords.ImageBytes];
        var filled = 0;
        foreach (var batch in pixels)
        {
            batch.CopyTo(all, filled);
            filled += batch.Length;
        }
        return new ImageSet(all, [.. labels], CifarRecords.Channels, CifarRecords.Size, CifarRecords.Size);
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadClasses(string file, byte[] content)
    {
        var names = Value(file, Dictionary(file, content), NameKey) as PickledList
            ?? throw new BadInputException($"{file}: {NameKey} is no list, expected one of names");
        return CifarClassNames.Parse(file,
            string.Join('\n',
                names.Select(name => Text(name) ?? throw new BadInputException($"{file}: {NameKey} holds something that is no name"))));
    }

    /// <inheritdoc />
    public override void CheckLength(string file, long length)
    {
        if (length > LargestFile) throw new BadInputException($"{file}: {length} bytes, expected at most {LargestFile}");
    }

    private static PickledDictionary Dictionary(string file, byte[] content) =>
        new Unpickler(file, content).Read() as PickledDictionary
            ?? throw new BadInputException($"{file}: a pickle of something else, expected a dictionary, as CIFAR's are");

    private static object? Value(string file, PickledDictionary dictionary, string key)
    {
        var values = dictionary.Where(item => Text(item.Key) == key).Select(item => item.Value).ToArray();
        return values.Length > 0
            ? values[^1]
            : throw new BadInputException($"{file}: has no {key}, expected the labels and data of CIFAR's Python format");
    }

    // N×3072 bytes. What NumPy would be told to make: shape, type, order and content.
    private static byte[] Pixels(string file, object? array)
    {
        var (shape, dtype, byColumns, content) = array switch
        {
            PickledUnknown
            {
                Name: "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct",
                State: PickledTuple { Items: [long, PickledTuple its, PickledUnknown type, bool order, var raw] }
            } =>
                (its, type, order, Bytes(raw)),
            PickledUnknown
            {
                Name: "numpy.core.numeric._frombuffer" or "numpy._core.numeric._frombuffer",
                Arguments.Items: [var raw, PickledUnknown type, PickledTuple its, string order]
            } =>
                (its, type, order == "F", Bytes(raw)),
            _ => throw new BadInputException($"{file}: data is no NumPy array, expected N×{CifarRecords.ImageBytes} bytes"),
        };
        if (dtype is not { Name: "numpy.dtype", Arguments.Items: [var name, ..] } || Text(name) is not ("u1" or "|u1" or "uint8"))
            throw new BadInputException($"{file}: data has elements of another type, expected bytes (uint8)");
        if (shape.Sizes is not [var count, CifarRecords.ImageBytes] || content is null
            || Math.DivRem(content.LongLength, CifarRecords.ImageBytes) != (count, 0))
            throw new BadInputException(
                $"{file}: data is an array of {string.Join("×", shape.Sizes ?? [])} elements in {content?.LongLength ?? 0} bytes, "
                + $"expected N×{CifarRecords.ImageBytes}");
        if (!byColumns) return content;
        var rows = new byte[content.Length];
        for (var at = 0; at < content.Length; at++) rows[at % (int)count * CifarRecords.ImageBytes + at / (int)count] = content[at];
        return rows;
    }

    // Python 2 wrote bytes as text, Python 3 in protocol 2 as a call that would encode text.
    private static byte[]? Bytes(object? value) => value switch
    {
        byte[] bytes => bytes,
        string text => Latin1(text),
        PickledUnknown { Name: "_codecs.encode", Arguments.Items: [string text, "latin1"] } => Latin1(text),
        PickledUnknown { Name: "builtins.bytearray" or "__builtin__.bytearray", Arguments.Items: [var inner, ..] } => Bytes(inner),
        _ => null,
    };

    private static byte[]? Latin1(string text) =>
        text.Any(character => character > byte.MaxValue) ? null : System.Text.Encoding.Latin1.GetBytes(text);

    private static string? Text(object? value) =>
        value as string ?? (Bytes(value) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null);
}

using Reproduction.Numpy;

namespace Reproduction.Data;

/// <summary>
/// A data set as Keras keeps it: <c>NAME.npz</c> with <c>x_train</c> and <c>x_test</c> (N×H×W or N×H×W×C bytes),
/// <c>y_train</c> and <c>y_test</c> (N or N×1 labels).
/// </summary>
public sealed record NpzDataset : HeldDataset
{
    private readonly KnownDataset dataset;

    private NpzDataset(KnownDataset dataset, string path) : base(dataset.Name, path) => this.dataset = dataset;

    /// <inheritdoc />
    public override string Form => "NumPy arrays";

    /// <summary>The file in a place, or that place itself; null where it is not.</summary>
    /// <param name="place">The folder that holds the file, or the file.</param>
    /// <param name="name">The data set's name.</param>
    public static NpzDataset? Find(string place, string name)
    {
        if (KnownDataset.Named(name) is not { } known) return null;
        string[] files = [$"{name}.npz", $"{name.Replace('-', '_')}.npz"];
        return files.Select(file => System.IO.Path.Combine(place, file)).Append(place)
            .FirstOrDefault(path => File.Exists(path) && files.Contains(System.IO.Path.GetFileName(path))) is { } found
                ? new NpzDataset(known, found)
                : null;
    }

    /// <inheritdoc />
    public override Dataset Read()
    {
        var arrays = NpzFile.Read(Path, "x_train", "y_train", "x_test", "y_test");
        var read = new Dataset(
            Name, dataset.ClassNames, Split(arrays[0], arrays[1]), Split(arrays[2], arrays[3]),
            $"NumPy arrays of unrecorded origin ({System.IO.Path.GetFileName(Path)})");
        dataset.CheckIsNoOther(Path, read);
        return read.Fingerprint == dataset.Fingerprint ? read with { Source = "NumPy arrays, bit-equal to the official files" } : read;
    }

    private ImageSet Split(NpyArray images, NpyArray labels)
    {
        if (images.Dtype[1..] != "u1" || images.Shape is not ([> 0, > 0, > 0] or [> 0, > 0, > 0, 1 or 3]))
            throw new BadInputException(
                $"{images.File}: {string.Join("×", images.Shape)} of type {images.Dtype}, expected N×H×W or N×H×W×3 of type |u1");
        var (count, height, width, channels) =
            ((int)images.Shape[0], (int)images.Shape[1], (int)images.Shape[2], images.Shape.Count == 4 ? (int)images.Shape[3] : 1);
        var classes = labels.ToIntegers();
        if (classes.Length != count)
            throw new BadInputException($"{labels.File}: {classes.Length} labels, expected {count}, one for each image");
        if (Array.FindIndex(classes, label => label < 0 || label >= dataset.ClassNames.Count) is var wrong and >= 0)
            throw new BadInputException($"{labels.File}: label {wrong} is {classes[wrong]}, expected 0 to {dataset.ClassNames.Count - 1}");
        return new ImageSet(Planes(images.Bytes.Span, count, height * width, channels), [.. classes.Select(label => (int)label)], channels,
            height, width);
    }

    // Keras keeps the colours of a pixel together; here each colour is a plane.
    private static byte[] Planes(ReadOnlySpan<byte> pixels, int count, int size, int channels)
    {
        var planes = new byte[pixels.Length];
        for (var image = 0; image < count; image++)
            for (var at = 0; at < size; at++)
                for (var channel = 0; channel < channels; channel++)
                    planes[(image * channels + channel) * size + at] = pixels[(image * size + at) * channels + channel];
        return planes;
    }
}

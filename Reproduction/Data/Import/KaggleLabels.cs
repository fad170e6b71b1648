using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Data.Import;

/// <summary>
/// Kaggle's CIFAR-10: training images <c>train/N.png</c> with their labels in <c>trainLabels.csv</c>, test images without any.
/// </summary>
public static class KaggleLabels
{
    /// <summary>
    /// The file of labels: a header of two names or none, then the image's name with or without its extension, and its class.
    /// </summary>
    public const string FileName = "trainLabels.csv";

    /// <summary>Sorts the training images by class.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="files">Those that are meant.</param>
    /// <param name="folder">Path of the folder of training images.</param>
    /// <param name="labels">Path of the file of labels.</param>
    /// <exception cref="BadInputException">A line is not one of two fields, an image has no label, or a label no image.</exception>
    public static SortedImages Sort(ImageTree tree, IReadOnlyList<string> files, string folder, string labels)
    {
        var images = new Dictionary<string, string>();
        string Id(string file) => ComposedText.Of(Path.ChangeExtension(file[(folder.Length + 1)..], null));
        foreach (var file in files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            SortedImages.CheckName(tree, file);
            if (!images.TryAdd(Id(file), file))
                throw new BadInputException($"{tree.Full(file)}: the second image of this name, expected one for each label of {FileName}");
        }
        string? Image(string id) =>
            images.TryGetValue(ComposedText.Of(id), out var image) ? image
            : images.TryGetValue(ComposedText.Of(Path.ChangeExtension(id, null)), out image)
                && ComposedText.Of(image[(folder.Length + 1)..]) == ComposedText.Of(id) ? image
            : null;
        var classes = new Dictionary<string, List<string>>();
        var table = new DelimitedText(tree.Full(labels), new MemoryStream(tree.Read(labels)), "id,label");
        string Text(ReadOnlyMemory<byte> field) => DelimitedText.ValidText(field, tree.Full(labels), table.Line, "a field");
        string[]? Next() => table.Row() is { } row ? [.. table.Fields(row).Select(Text)] : null;
        for (var fields = table.Header(); fields is not null; fields = Next())
        {
            if (fields is not [var id, { Length: > 0 } name])
                throw new BadInputException(
                    $"{tree.Full(labels)}: line {table.Line}: {fields.Length} fields, expected an image's name and its class");
            var image = Image(id);
            // A header's first field is neither a number nor an image's name.
            if (table.Line == 1 && image is null && !id.All(char.IsAsciiDigit)
                && !ImageDecoder.IsImageByName(id))
                continue;
            if (image is null)
                throw new BadInputException(
                    $"{tree.Full(labels)}: line {table.Line}: {OneLine.Name(id)} is no image of {tree.Full(folder)}, or was labelled before");
            images.Remove(Id(image));
            if (!classes.TryGetValue(ComposedText.Of(name), out var ofClass)) classes[ComposedText.Of(name)] = ofClass = [];
            ofClass.Add(image);
        }
        if (images.Values.Order(StringComparer.Ordinal).FirstOrDefault() is { } unlabelled)
            throw new BadInputException($"{tree.Full(unlabelled)}: without a label in {FileName}, expected one for each image");
        string[] others =
            [.. files.Where(file => file.Contains('/') && !file.StartsWith(folder + "/", StringComparison.Ordinal))
                .Select(file => Path.GetDirectoryName(file)!).Distinct()];
        return new(
            folder, null, classes.ToDictionary(at => at.Key, at => (IReadOnlyList<string>)at.Value), SortedImages.None,
            [.. others.Where(other => other.Length > 0 && other != Path.GetDirectoryName(folder))
                .Select(other => $"{other}, whose images have no labels")]);
    }
}

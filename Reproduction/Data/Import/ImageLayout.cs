using Reproduction.Text;

namespace Reproduction.Data.Import;

/// <summary>
/// Which image belongs to which split and class, in an order that depends on names alone: the classes in turn, each with
/// its next file in ordinal order of the names, so that the first n images of a split are as balanced as can be.
/// </summary>
/// <param name="Classes">Names in class order.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="LeftAlone">What was not read, each with the reason.</param>
public sealed record ImageLayout(
    IReadOnlyList<string> Classes, IReadOnlyList<ImageEntry> Train, IReadOnlyList<ImageEntry> Test, IReadOnlyList<string> LeftAlone)
{
    /// <summary>Puts a tree's images in order.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="given">Names in class order, or null for alphabetical (ordinal) order.</param>
    /// <param name="share">The share of each class that becomes the test set; null where the tree has one.</param>
    /// <exception cref="BadInputException">A split or class is missing or empty, or a file is out of place.</exception>
    public static ImageLayout Of(ImageTree tree, IReadOnlyList<string>? given, TestShare? share)
    {
        var images = SortedImages.Of(tree);
        if (share is not null) images = images.Divided(tree, share);
        foreach (var (folder, name, found) in new[] { (images.TrainFolder, "train", images.Train),
            (images.TestFolder, "test", images.Test) })
        {
            if (folder is null || found.Count == 0)
                throw new BadInputException(
                    $"{tree.Full(folder ?? name)}: missing or without class folders, expected train/CLASS and test/CLASS with images, or "
                    + "--test-share");
        }
        IReadOnlyList<string> classes = given is not null
            ? [.. given.Select(ComposedText.Of)]
            : [.. images.Train.Keys.Union(images.Test.Keys).Order(StringComparer.Ordinal)];
        CheckClasses(tree, images, classes, wereGiven: given is not null);
        return new ImageLayout(classes, InTurn(images.Train, classes), InTurn(images.Test, classes),
            [.. tree.LeftAlone, .. images.LeftAlone, .. SortedImages.Hidden(tree)]);
    }

    private static void CheckClasses(ImageTree tree, SortedImages images, IReadOnlyList<string> classes, bool wereGiven)
    {
        if (classes.Count > CifarClassNames.Most)
            throw new BadInputException(
                $"{tree.Full(images.TrainFolder!)}: {classes.Count} classes, expected at most {CifarClassNames.Most}, a label is one byte");
        if (classes.FirstOrDefault(name => name.Trim() != name || !PlainText.IsPlain(name)) is { } odd)
            throw new BadInputException(
                $"{Full(images.TrainFolder!, odd)}: a class name with blanks at its ends, control characters or others that are not "
                + "shown, expected one plain line");
        foreach (var (folder, split, other) in new[] { (images.TrainFolder!, images.Train, "test"),
            (images.TestFolder!, images.Test, "train") })
        {
            if (classes.FirstOrDefault(name => !split.ContainsKey(name)) is { } missing)
                throw new BadInputException(
                    $"{Full(folder, missing)}: missing, expected a folder of images of {missing}, "
                    + $"{(wereGiven ? "a class that was asked for" : $"since {other} has one")}");
            if (split.OrderBy(at => at.Key, StringComparer.Ordinal).FirstOrDefault(at => at.Value.Count == 0).Key is { } empty)
                throw new BadInputException(
                    $"{Full(folder, empty)}: no images, expected {string.Join(", ", ImageDecoder.Extensions)} files");
            if (split.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !classes.Contains(name)) is { } extra)
                throw new BadInputException($"{Full(folder, extra)}: not among the classes that were given ({string.Join(",", classes)})");
        }

        string Full(string folder, string name) => tree.Full(SortedImages.Join(folder, name));
    }

    private static ImageEntry[] InTurn(IReadOnlyDictionary<string, IReadOnlyList<string>> images, IReadOnlyList<string> classes) =>
        [.. classes
            .SelectMany((name, label) => images[name].Order(StringComparer.Ordinal)
                .Select((file, turn) => (turn, Entry: new ImageEntry(file, label))))
            .OrderBy(image => image.turn).ThenBy(image => image.Entry.Label)
            .Select(image => image.Entry)];
}

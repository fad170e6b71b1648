namespace Reproduction.Data;

/// <summary>A labelled image file.</summary>
/// <param name="File">Its path in the tree.</param>
/// <param name="Label">Its class's place in the class order.</param>
public readonly record struct ImageEntry(string File, int Label);

/// <summary>
/// Which image belongs to which split and class, in an order that depends on names alone: the classes in turn, each with
/// its next file in ordinal order of the names, so that the first n images of a split are as balanced as can be.
/// </summary>
/// <param name="Classes">Names in class order.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
public sealed record ImageLayout(IReadOnlyList<string> Classes, IReadOnlyList<ImageEntry> Train, IReadOnlyList<ImageEntry> Test)
{
    private static readonly string[] Splits = ["train", "test"];
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>
    /// Sorts a tree's files into splits and classes. Files beside the folders <c>train</c> and <c>test</c> (a README),
    /// hidden files and what macOS adds to zips are left alone; anything else that is not an image of a class is refused.
    /// </summary>
    /// <param name="tree">The files.</param>
    /// <param name="given">Names in class order, or null for alphabetical (ordinal) order.</param>
    /// <exception cref="BadInputException">A split or class is missing or empty, or a file is out of place.</exception>
    public static ImageLayout Of(ImageTree tree, IReadOnlyList<string>? given)
    {
        var files = tree.Files.Where(IsMeant).Select(file => Place(tree, file)).OfType<(string Split, string Class, string File)>()
            .ToLookup(at => (at.Split, at.Class), at => at.File);
        var found = tree.Folders.Where(IsMeant).Select(folder => folder.Split('/')).Where(at => at.Length == 2 && Splits.Contains(at[0])).Select(at => (at[0], at[1]))
            .Concat(files.Select(at => at.Key)).ToHashSet();
        foreach (var split in Splits)
        {
            if (!found.Any(at => at.Item1 == split))
                throw new BadInputException($"{tree.Full(split)}: missing or without class folders; expected train/CLASS and test/CLASS with .jpg or .png files");
        }

        var classes = given ?? [.. found.Select(at => at.Item2).Distinct().Order(StringComparer.Ordinal)];
        CheckClasses(tree, found, classes, wereGiven: given is not null);
        foreach (var (split, name) in found.OrderBy(at => at, Comparer<(string, string)>.Default))
        {
            if (!files.Contains((split, name)))
                throw new BadInputException($"{tree.Full($"{split}/{name}")}: no images; expected .jpg or .png files");
        }
        return new ImageLayout(classes, InTurn(files, "train", classes), InTurn(files, "test", classes));
    }

    private static void CheckClasses(ImageTree tree, HashSet<(string Split, string Class)> found, IReadOnlyList<string> classes, bool wereGiven)
    {
        if (classes.Count > CifarClassNames.Most)
            throw new BadInputException($"{tree.Full("train")}: {classes.Count} classes; expected at most {CifarClassNames.Most}, a label is one byte");
        if (classes.FirstOrDefault(name => name.Trim() != name || !PlainText.IsPlain(name)) is { } odd)
            throw new BadInputException($"{tree.Full($"train/{odd}")}: a class name with blanks at its ends, control characters or others that are not shown; expected one plain line");
        foreach (var (split, other) in new[] { ("train", "test"), ("test", "train") })
        {
            foreach (var name in classes.Where(name => !found.Contains((split, name))))
                throw new BadInputException($"{tree.Full($"{split}/{name}")}: missing; expected a folder of images of {name}, {(wereGiven ? "a class that was asked for" : $"since {other} has one")}");
        }
        if (found.Select(at => at.Class).Order(StringComparer.Ordinal).FirstOrDefault(name => !classes.Contains(name)) is { } extra)
            throw new BadInputException($"{tree.Full($"train/{extra}")}: not among the classes that were given ({string.Join(",", classes)})");
    }

    private static (string, string, string)? Place(ImageTree tree, string file)
    {
        var at = file.Split('/');
        if (at.Length == 1) return null;
        if (at.Length != 3 || !Splits.Contains(at[0]))
            throw new BadInputException($"{tree.Full(file)}: out of place; expected train/CLASS/FILE or test/CLASS/FILE");
        if (!Extensions.Contains(Path.GetExtension(at[2]).ToLowerInvariant()))
            throw new BadInputException($"{tree.Full(file)}: not an image by its name; expected {string.Join(", ", Extensions)}");
        return (at[0], at[1], file);
    }

    private static bool IsMeant(string path) =>
        !path.StartsWith("__MACOSX/", StringComparison.Ordinal) && path != "__MACOSX" && !path.Split('/').Any(segment => segment.StartsWith('.'));

    private static ImageEntry[] InTurn(ILookup<(string, string), string> files, string split, IReadOnlyList<string> classes) =>
        [.. classes
            .SelectMany((name, label) => files[(split, name)].Order(StringComparer.Ordinal).Select((file, turn) => (turn, Entry: new ImageEntry(file, label))))
            .OrderBy(image => image.turn).ThenBy(image => image.Entry.Label)
            .Select(image => image.Entry)];
}

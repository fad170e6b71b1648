using Reproduction.Text;

namespace Reproduction.Data.Import;

/// <summary>A tree's image files by split and class, as its folders say it.</summary>
/// <param name="TrainFolder">Path of the folder of training images; null where there is none.</param>
/// <param name="TestFolder">Path of the folder of test images; null where there is none.</param>
/// <param name="Train">The training images of each class; a class with an empty folder has none.</param>
/// <param name="Test">The test images of each class.</param>
/// <param name="LeftAlone">What was not read, each with the reason.</param>
public sealed record SortedImages(
    string? TrainFolder, string? TestFolder, IReadOnlyDictionary<string, IReadOnlyList<string>> Train,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Test, IReadOnlyList<string> LeftAlone)
{
    /// <summary>No images of any class.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> None { get; } = new Dictionary<string, IReadOnlyList<string>>();

    private static readonly string[] LeftByDesktops = ["Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>
    /// Sorts: <c>train/CLASS</c> and <c>test/CLASS</c> (or <c>val</c>, see <see cref="ImageSplit"/>), class folders alone (one of which
    /// may be called <c>train</c> or <c>valid</c>), or Kaggle's <c>train/N.png</c> with <c>trainLabels.csv</c>; all of it may lie in one
    /// folder. Files beside these folders (a README), hidden files and what desktops leave behind are not meant; anything else that is
    /// not an image is refused.
    /// </summary>
    /// <param name="tree">The files.</param>
    /// <exception cref="BadInputException">A file is out of place, or no image by its name.</exception>
    public static SortedImages Of(ImageTree tree)
    {
        string[] files = [.. tree.Files.Where(IsMeant).Order(StringComparer.Ordinal)];
        string[] paths = [.. files, .. tree.Folders.Where(IsMeant).Select(folder => folder + "/")];
        var top = Top(paths, "") is [var only] && !ImageSplit.IsOne(only) && files.Any(file => file.Count(c => c == '/') > 1) ? only : "";
        var folders = Top(paths, top);
        var train = ImageSplit.Among(ImageSplit.Train, folders);
        if (train is not null && files.Contains(Join(top, KaggleLabels.FileName)))
            return KaggleLabels.Sort(tree, files, Join(top, train), Join(top, KaggleLabels.FileName));

        var test = ImageSplit.Among(ImageSplit.Test, folders);
        string[] beside =
        [
            .. files.Where(file => ImageDecoder.IsImageByName(file)
                && (Path.GetDirectoryName(file) is "" || Path.GetDirectoryName(file) == top)),
        ];
        if (AreClasses(paths, top, folders))
        {
            if (beside is [var stray, ..]) throw OutOfPlace(tree, stray, Join(top, "CLASS/FILE"));
            return new(top, null, InClasses(tree, paths, top, isTop: true), None, []);
        }
        string[] others = [.. folders.Where(folder => folder != train && folder != test)];
        if (others.Where(other => !ImageSplit.IsOne(other)).SelectMany(odd => files.Where(file => IsIn(file, Join(top, odd))))
            .Concat(beside).FirstOrDefault() is { } lost)
            throw OutOfPlace(tree, lost, "train/CLASS/FILE or test/CLASS/FILE");
        return new(
            train is null ? null : Join(top, train), test is null ? null : Join(top, test),
            train is null ? None : InClasses(tree, paths, Join(top, train)), test is null ? None : InClasses(tree, paths, Join(top, test)),
            [.. others.Where(ImageSplit.IsOne)
                .Select(other =>
                    $"{Join(top, other)}, since {(ImageSplit.Train.Contains(other, StringComparer.OrdinalIgnoreCase) ? train : test)} is "
                    + "there")]);
    }

    /// <summary>Images without a test split, divided class by class.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="share">The share of the test split.</param>
    /// <exception cref="BadInputException">There are test images already, or a class with a single image.</exception>
    public SortedImages Divided(ImageTree tree, TestShare share)
    {
        if (TestFolder is not null)
            throw new BadInputException($"--test-share: {tree.Full(TestFolder)} holds test images already, expected a source without any");
        var divided = Train.Where(at => at.Value.Count > 0)
            .ToDictionary(at => at.Key, at => share.Divide(at.Value, tree.Full(Join(TrainFolder ?? "", at.Key))));
        return this with
        {
            TestFolder = TrainFolder,
            Train = Train.ToDictionary(at => at.Key, at => divided.TryGetValue(at.Key, out var both) ? both.Train : []),
            Test = Train.ToDictionary(at => at.Key, at => divided.TryGetValue(at.Key, out var both) ? both.Test : []),
        };
    }

    /// <summary>How many images are hidden by their names, as people hide what they do not want; what desktops leave is none.</summary>
    /// <param name="tree">The files.</param>
    public static IEnumerable<string> Hidden(ImageTree tree)
    {
        string[] hidden =
        [
            .. tree.Files.Where(file => !IsMeant(file) && ImageDecoder.IsImageByName(file)
                && !Path.GetFileName(file).StartsWith("._", StringComparison.Ordinal)
                && !file.Split('/').Any(segment => LeftByDesktops.Contains(segment, StringComparer.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal),
        ];
        return hidden.Length == 0 ? [] : [$"{hidden.Length} hidden images, such as {hidden[0]}"];
    }

    /// <summary>Whether no part of a path is hidden or what desktops leave behind.</summary>
    /// <param name="path">A path in a tree.</param>
    public static bool IsMeant(string path) =>
        !path.Split('/').Any(segment => segment.StartsWith('.') || LeftByDesktops.Contains(segment, StringComparer.OrdinalIgnoreCase));

    /// <summary>A path in the tree.</summary>
    /// <param name="folder">A folder's path; empty for the root.</param>
    /// <param name="name">A name in it.</param>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Refuses a file that is no image by its name.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="file">One of them.</param>
    /// <exception cref="BadInputException">It has another extension.</exception>
    public static void CheckName(ImageTree tree, string file)
    {
        if (!ImageDecoder.IsImageByName(file))
            throw new BadInputException(
                $"{tree.Full(file)}: not an image by its name, expected {string.Join(", ", ImageDecoder.Extensions)}");
    }

    /// <summary>
    /// Whether folders are those of classes alone. One of them may have the name of a split (<c>valid</c> beside <c>invalid</c>): a split
    /// holds folders of classes itself, and where folders for training and for test are there, or splits alone, none is a class.
    /// </summary>
    private static bool AreClasses(IReadOnlyList<string> paths, string top, IReadOnlyList<string> folders) =>
        folders.Any(folder => !ImageSplit.IsOne(folder))
        && (ImageSplit.Among(ImageSplit.Train, folders) is null || ImageSplit.Among(ImageSplit.Test, folders) is null)
        && !folders.Any(folder => ImageSplit.IsOne(folder) && Top(paths, Join(top, folder)).Count > 0);

    private static BadInputException OutOfPlace(ImageTree tree, string path, string expected) =>
        new($"{tree.Full(path)}: out of place, expected {expected}");

    private static Dictionary<string, IReadOnlyList<string>> InClasses(
        ImageTree tree, IReadOnlyList<string> paths, string folder, bool isTop = false)
    {
        var classes = new Dictionary<string, List<string>>();
        foreach (var path in paths.Where(path => IsIn(path, folder)))
        {
            // A listed folder ends in a slash, so that its last segment is empty.
            var at = path[(folder.Length == 0 ? 0 : folder.Length + 1)..].Split('/');
            // A README may stand beside folders of classes.
            if (isTop && at.Length == 1) continue;
            if (at.Length == 1 ? at[0].Length > 0 : at.Length > 2 && at[^1].Length > 0)
                throw OutOfPlace(tree, path, Join(folder, "CLASS/FILE"));
            if (at.Length != 2) continue;
            // The same name may be written in two ways, of which one came from macOS.
            var name = ComposedText.Of(at[0]);
            if (!classes.TryGetValue(name, out var images)) classes[name] = images = [];
            if (at[1].Length == 0) continue;
            CheckName(tree, path);
            images.Add(path);
        }
        return classes.ToDictionary(at => at.Key, at => (IReadOnlyList<string>)at.Value);
    }

    private static IReadOnlyList<string> Top(IEnumerable<string> paths, string folder) =>
        [.. paths.Where(path => IsIn(path, folder)).Select(path => path[(folder.Length == 0 ? 0 : folder.Length + 1)..])
            .Where(path => path.Contains('/')).Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsIn(string path, string folder) => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);
}

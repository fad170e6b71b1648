namespace Reproduction.Data.Import;

/// <summary>The folders that people name splits by, in any case: <c>train</c>, and <c>test</c> or where there is none <c>val</c>.</summary>
public static class ImageSplit
{
    /// <summary>Folders of training images.</summary>
    public static IReadOnlyList<string> Train { get; } = ["train", "training"];

    /// <summary>Folders of test images, first choice first: images for validation serve where there are none for testing.</summary>
    public static IReadOnlyList<string> Test { get; } = ["test", "testing", "val", "valid", "validation"];

    /// <summary>Whether a folder is that of a split.</summary>
    /// <param name="folder">A folder's name.</param>
    public static bool IsOne(string folder) => Train.Concat(Test).Contains(folder, StringComparer.OrdinalIgnoreCase);

    /// <summary>Of some folders the one that holds a split: the first choice that is there; null where none is.</summary>
    /// <param name="names">The split's names, first choice first.</param>
    /// <param name="folders">The folders' names.</param>
    public static string? Among(IReadOnlyList<string> names, IReadOnlyCollection<string> folders) =>
        names.Select(name => folders.FirstOrDefault(folder => folder.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(found => found is not null);
}

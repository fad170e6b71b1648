using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>Image files in folders on disk.</summary>
/// <param name="root">The folder that holds <c>train</c> and <c>test</c>.</param>
public sealed class FolderImageTree(string root) : ImageTree
{
    /// <inheritdoc />
    public override string Name { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));

    /// <inheritdoc />
    public override IReadOnlyList<string> Files { get; } = Relative(root, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));

    /// <inheritdoc />
    public override IReadOnlyList<string> Folders { get; } = Relative(root, Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories));

    /// <inheritdoc />
    public override string Full(string file) => Path.Combine(root, file);

    /// <inheritdoc />
    public override byte[] Read(string file)
    {
        RegularFile.Check(Full(file));
        CheckLength(file, new FileInfo(Full(file)).Length);
        return File.ReadAllBytes(Full(file));
    }

    /// <inheritdoc />
    public override string Sha256(IEnumerable<string> images)
    {
        using var hash = new FileListHash();
        foreach (var file in images.Order(StringComparer.Ordinal)) hash.Add(file, Read(file));
        return hash.Hex();
    }

    private static string[] Relative(string root, IEnumerable<string> paths) =>
        [.. paths.Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))];
}

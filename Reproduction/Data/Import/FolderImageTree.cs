using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data.Import;

/// <summary>Image files in folders on disk.</summary>
public sealed class FolderImageTree : ImageTree
{
    private readonly string root;
    private readonly List<string> files = [];
    private readonly List<string> folders = [];
    private readonly List<string> leftAlone = [];

    /// <summary>Looks through a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <exception cref="BadInputException">
    /// Of what is meant, a link leads back to a folder that it lies in or to nothing, or a name is not UTF-8.
    /// </exception>
    public FolderImageTree(string root)
    {
        this.root = root;
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        var start = new DirectoryInfo(Path.GetFullPath(root));
        Look(start, "", [Real(start)]);
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override IReadOnlyList<string> Files => files;

    /// <inheritdoc />
    public override IReadOnlyList<string> Folders => folders;

    /// <inheritdoc />
    public override IReadOnlyList<string> LeftAlone => leftAlone;

    /// <inheritdoc />
    public override string Full(string file) => Path.Combine(root, file);

    /// <inheritdoc />
    public override byte[] Read(string file)
    {
        CheckLength(file, RegularFile.Length(Full(file)));
        return File.ReadAllBytes(Full(file));
    }

    /// <inheritdoc />
    public override string Sha256(IEnumerable<string> images)
    {
        using var hash = new FileListHash();
        foreach (var file in images.Order(StringComparer.Ordinal)) hash.Add(file, Read(file));
        return hash.Hex();
    }

    /// <param name="folder">A folder.</param>
    /// <param name="path">Its path in the tree.</param>
    /// <param name="above">Where this folder and those above it really lie.</param>
    private void Look(DirectoryInfo folder, string path, IReadOnlyList<string> above)
    {
        var entries = folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArray();
        bool IsMeant(FileSystemInfo entry) => SortedImages.IsMeant(path + entry.Name);
        static bool IsGarbled(FileSystemInfo entry) => entry.Name.Contains('\uFFFD') && !entry.Exists;
        if (entries.FirstOrDefault(entry => IsMeant(entry) && IsGarbled(entry)) is { } garbled)
            throw new BadInputException(
                $"{Full(path.TrimEnd('/'))}: {garbled.Name} has a name that is not UTF-8, expected a name that can be written down");
        var holdsImages = entries.Any(entry => entry is FileInfo && ImageDecoder.IsImageByName(entry.Name));
        foreach (var entry in entries.Where(entry => !IsGarbled(entry)))
        {
            var at = path + entry.Name;
            // What is hidden may be anything: Emacs locks a file by a link to a process.
            var isMeant = IsMeant(entry);
            if (entry is not DirectoryInfo inside)
            {
                if (isMeant && entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true)?.Exists != true)
                    throw new BadInputException($"{Full(at)}: a link to {entry.LinkTarget}, where nothing is");
                files.Add(at);
                continue;
            }
            if (inside.LinkTarget is not null)
            {
                var isLoop = above.Contains(Real(inside));
                if (isLoop && !isMeant) continue;
                if (isLoop)
                    throw new BadInputException($"{Full(at)}: a link to {inside.LinkTarget}, a folder that it lies in, expected no loop");
                if (holdsImages)
                {
                    leftAlone.Add($"{at}, a link to a folder among images");
                    continue;
                }
            }
            folders.Add(at);
            Look(inside, at + "/", [.. above, Real(inside)]);
        }
    }

    // A link that leads through others is resolved to its end; folders above a folder may be links too.
    private static string Real(DirectoryInfo folder) =>
        Path.TrimEndingDirectorySeparator((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName);
}

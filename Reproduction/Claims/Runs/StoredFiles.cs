namespace Reproduction.Claims.Runs;

/// <summary>Of what a stored run's folder consists: regular files of its own, so that nothing outside of it is ever read.</summary>
internal static class StoredFiles
{
    /// <summary>Links, and what is no regular file or empty.</summary>
    /// <param name="folder">The folder of the run.</param>
    internal static IReadOnlyList<Finding> Odd(string folder) => [.. Odd(new DirectoryInfo(folder))];

    private static IEnumerable<Finding> Odd(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null) yield return new(entry.FullName, "the file", "a link", "a file of the run's own");
            else if (entry is FileInfo { Length: 0 })
                yield return new(entry.FullName, "the file", "nothing in it, or no regular file", "a file with content");
            else if (entry is DirectoryInfo within)
                foreach (var finding in Odd(within)) yield return finding;
        }
    }
}

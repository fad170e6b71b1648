using Reproduction.Runs;

namespace Reproduction.Archive;

/// <summary>Of what a stored experiment consists: regular files of its own, so that nothing outside of it is ever read.</summary>
internal static class StoredFiles
{
    /// <summary>Links, and what is no regular file or empty.</summary>
    /// <param name="folder">The folder of the run.</param>
    internal static IReadOnlyList<Finding> Odd(string folder) => [.. Odd(new DirectoryInfo(folder), _ => true)];

    /// <summary>The same of what lies beside the folders of the runs: the models that they share, and their summary.</summary>
    /// <param name="folder">The folder that holds them.</param>
    internal static IReadOnlyList<Finding> OddBesideRuns(string folder) =>
        [.. Odd(new DirectoryInfo(folder), entry => !entry.Name.StartsWith(SeedFolders.Prefix, StringComparison.Ordinal))];

    private static IEnumerable<Finding> Odd(DirectoryInfo folder, Func<FileSystemInfo, bool> isLookedAt)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(isLookedAt).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null) yield return new(entry.FullName, "the file", "a link", "a file of the run's own");
            else if (entry is FileInfo { Length: 0 })
                yield return new(entry.FullName, "the file", "nothing in it, or no regular file", "a file with content");
            else if (entry is DirectoryInfo within)
                foreach (var finding in Odd(within, _ => true)) yield return finding;
        }
    }
}

using System.Text.RegularExpressions;

namespace Reproduction.Specs;

/// <summary>
/// The folder tree is the architecture: a folder of the program uses only folders that stand below it on the map in CONTRIBUTING.md.
/// </summary>
public sealed partial class ArchitectureSpecs
{
    private static readonly Lazy<IReadOnlyList<string>> Map = new(() =>
        [.. MapLine().Matches(File.ReadAllText(Repository.Path("CONTRIBUTING.md"))).Select(line => line.Groups["folder"].Value)
            .Where(folder => Directory.Exists(Repository.Path("Reproduction", folder)))]);

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Repository.Path("Reproduction")).Select(folder => Path.GetFileName(folder)!)
            .Where(folder => folder is not "bin" and not "obj").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_stands_on_the_map_and_uses_only_folders_below_it(string folder)
    {
        Map.Value.Should().Contain(folder);
        var above = Map.Value.TakeWhile(other => other != folder).ToList();

        var used = Directory.GetFiles(Repository.Path("Reproduction", folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Using().Matches(File.ReadAllText(file))
                .Select(line => (File: Path.GetFileName(file), Folder: line.Groups["folder"].Value)));

        used.Where(use => above.Contains(use.Folder)).Should().BeEmpty();
    }

    /// <summary>
    /// What stands in a folder itself is below its subfolders: they may use it, it none of them, and of two subfolders at most one the
    /// other, be it through a third.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Folders_within_a_folder_use_each_other_in_one_direction(string folder)
    {
        var path = Repository.Path("Reproduction", folder);
        IEnumerable<string> Used(IEnumerable<string> files) => files
            .SelectMany(file => Subfolder().Matches(File.ReadAllText(file)))
            .Where(use => use.Groups["folder"].Value == folder).Select(use => use.Groups["subfolder"].Value);
        var left = Directory.GetDirectories(path).ToDictionary(
            subfolder => Path.GetFileName(subfolder)!,
            subfolder => Used(Directory.GetFiles(subfolder, "*.cs", SearchOption.AllDirectories)).ToHashSet());

        Used(Directory.GetFiles(path, "*.cs")).Where(left.ContainsKey).Should().BeEmpty("they stand above it");
        while (left.Keys.FirstOrDefault(name => !left[name].Any(used => used != name && left.ContainsKey(used))) is { } lowest)
            left.Remove(lowest);
        left.Keys.Should().BeEmpty("these use each other in a circle");
    }

    public static TheoryData<string> FoldersOfFolders =>
        [.. Directory.GetDirectories(Repository.Path("Reproduction")).SelectMany(Directory.GetDirectories)
            .Where(folder => Directory.GetDirectories(folder).Any(within => Directory.GetFiles(within, "*.cs").Length > 0))
            .Select(folder => Path.GetRelativePath(Repository.Path("Reproduction"), folder).Replace('\\', '/'))
            .Where(folder => !folder.StartsWith("bin/", StringComparison.Ordinal) && !folder.StartsWith("obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Where a folder's folders have folders, what stands in one itself is above or below them, and none uses another in a circle. What
    /// stands in it is known within without a using, so a name of one of its files counts.
    /// </summary>
    [Theory]
    [MemberData(nameof(FoldersOfFolders))]
    public void Folders_on_the_third_level_and_what_stands_beside_them_use_each_other_in_one_direction(string folder)
    {
        var path = Repository.Path("Reproduction", folder);
        var prefix = $"Reproduction.{folder.Replace('/', '.')}.";
        string[] beside = [.. Directory.GetFiles(path, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file))];
        HashSet<string> Used(string within) =>
        [
            .. Directory.GetFiles(within, "*.cs").Select(File.ReadAllText).SelectMany(text =>
                Regex.Matches(text, $@"(?<=^using (static )?|[^.\w]){Regex.Escape(prefix)}(?<within>[A-Z]\w+)", RegexOptions.Multiline)
                    .Select(use => use.Groups["within"].Value)
                    .Concat(within != path && Code().Matches(text).Any(name => beside.Contains(name.Value)) ? [""] : [])),
        ];
        var left = Directory.GetDirectories(path).Append(path)
            .ToDictionary(within => within == path ? "" : Path.GetFileName(within), Used);

        while (left.Keys.FirstOrDefault(name => !left[name].Any(used => used != name && left.ContainsKey(used))) is { } lowest)
            left.Remove(lowest);
        left.Keys.Should().BeEmpty("these use each other in a circle");
    }

    // Names outside of comments and texts, and not a member of another.
    [GeneratedRegex(@"(?<=^(?:[^""/]|/(?!/)|""[^""]*"")*)(?<![.\w])[A-Z]\w+", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^  (?<folder>[A-Z][A-Za-z]+)/ ", RegexOptions.Multiline)]
    private static partial Regex MapLine();

    // A name that stands in the code with its folder counts as a use, too.
    [GeneratedRegex(@"(?<=^using (static )?Reproduction\.|[^.\w]Reproduction\.)(?<folder>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"(?<=^using (static )?Reproduction\.|[^.\w]Reproduction\.)(?<folder>[A-Z]\w+)\.(?<subfolder>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Subfolder();
}

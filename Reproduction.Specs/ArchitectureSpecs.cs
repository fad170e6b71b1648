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

    [GeneratedRegex(@"^  (?<folder>[A-Z][A-Za-z]+)/ ", RegexOptions.Multiline)]
    private static partial Regex MapLine();

    // A name that stands in the code with its folder counts as a use, too.
    [GeneratedRegex(@"(?<=^using (static )?Reproduction\.|[^.\w]Reproduction\.)(?<folder>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"(?<=^using (static )?Reproduction\.|[^.\w]Reproduction\.)(?<folder>[A-Z]\w+)\.(?<subfolder>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Subfolder();
}

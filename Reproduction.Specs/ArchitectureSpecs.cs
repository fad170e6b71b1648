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

    [GeneratedRegex(@"^  (?<folder>[A-Z][A-Za-z]+)/ ", RegexOptions.Multiline)]
    private static partial Regex MapLine();

    // A name that stands in the code with its folder counts as a use, too.
    [GeneratedRegex(@"(?<=^using (static )?Reproduction\.|[^.\w]Reproduction\.)(?<folder>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}

namespace Reproduction.Specs;

public sealed class LineLengthSpecs
{
    private const int Most = 140;

    [Fact]
    public void No_line_of_code_is_longer_than_140_characters_but_for_a_literal_that_cannot_be_broken()
    {
        var lines = new[] { "Reproduction", "Reproduction.Specs" }.SelectMany(Files)
            .SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > Most)
                .Select(line => (file, line.Index, line.Item)));

        lines.Where(line => !IsWithinALiteral(line.file, line.Index, line.Item)).Select(line => $"{line.file}:{line.Index + 1}").Should()
            .BeEmpty();
    }

    private static IEnumerable<string> Files(string project) => Directory.GetDirectories(Repository.Path(project))
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories));

    // A literal on the line, or one of several lines around it.
    private static bool IsWithinALiteral(string file, int index, string line) =>
        line.Contains('"') || File.ReadLines(file).Take(index).Sum(before => before.Split("\"\"\"").Length - 1) % 2 == 1;
}

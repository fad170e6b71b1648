using System.Text.RegularExpressions;

namespace Reproduction.Specs;

public sealed partial class LineLengthSpecs
{
    private const int Most = 140;

    private const int Step = 4;

    [Fact]
    public void No_line_of_code_is_longer_than_140_characters_but_for_a_literal_that_cannot_be_broken()
    {
        var lines = new[] { "Reproduction", "Reproduction.Specs" }.SelectMany(Files)
            .SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > Most)
                .Select(line => (file, line.Index, line.Item)));

        lines.Where(line => !IsForced(line.Item) && !IsWithinALiteral(line.file, line.Index))
            .Select(line => $"{line.file}:{line.Index + 1}").Should().BeEmpty();
    }

    private static IEnumerable<string> Files(string project) => Directory.GetDirectories(Repository.Path(project))
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories));

    // A literal that would not fit on a line of its own either, a step further in and with two marks behind it.
    private static bool IsForced(string line) =>
        Literal().Matches(line).Any(literal => line.Length - line.TrimStart().Length + Step + literal.Length + 2 > Most);

    // One of several lines of a literal.
    private static bool IsWithinALiteral(string file, int index) =>
        File.ReadLines(file).Take(index).Sum(before => before.Split("\"\"\"").Length - 1) % 2 == 1;

    // A character, or a text: raw, verbatim, with values in braces, or plain.
    [GeneratedRegex(
        @"'(?:\\.|[^'\\])'|\$*""{3}.*?""{3}|(?:@\$?|\$@)""(?:[^""]|"""")*"""
        + @"|\$""(?:[^""\\{]|\\.|\{\{|\{(?:[^""{}]|""(?:[^""\\]|\\.)*""|\{[^{}]*\})*\})*""|""(?:[^""\\]|\\.)*""")]
    private static partial Regex Literal();
}

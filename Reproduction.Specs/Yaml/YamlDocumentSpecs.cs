using Reproduction.Specs.Data;
using Reproduction.Yaml;

namespace Reproduction.Specs.Yaml;

/// <summary>A recipe or ledger that was made to harm is refused in one line before anything is built of it.</summary>
public sealed class YamlDocumentSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("[", "", "]")]
    [InlineData("{a: ", "1", "}")]
    [InlineData("[", "", "")]
    public void Sections_within_sections_without_end_are_refused(string open, string inmost, string close)
    {
        string Nested(int depth) =>
            $"name: {string.Concat(Enumerable.Repeat(open, depth))}{inmost}{string.Concat(Enumerable.Repeat(close, depth))}\n";

        foreach (var depth in new[] { 40, 200_000 })
            Reading(Nested(depth)).Should().Throw<BadInputException>()
                .WithMessage("file.yaml:1: sections and lists within each other, expected at most 32 levels");
    }

    [Fact]
    public void Sections_in_block_style_are_refused_alike() =>
        Reading(string.Concat(Enumerable.Range(0, 500).Select(depth => $"{new string(' ', depth)}a:\n"))).Should()
            .Throw<BadInputException>()
            .WithMessage("file.yaml:*: sections and lists within each other, expected at most 32 levels");

    [Theory]
    [InlineData("? &k [*k]\n: 1\n")]
    [InlineData("name: &a [*a]\n")]
    [InlineData("a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n")]
    [InlineData("base: &b {x: 1}\nname:\n  <<: *b\n")]
    public void An_alias_is_refused(string text) =>
        Reading(text).Should().Throw<BadInputException>().WithMessage("file.yaml:*: found the alias *, expected what it stands for");

    [Fact]
    public void A_file_beyond_all_measure_is_refused_unread()
    {
        using (var file = File.Create(folder["file.yaml"])) file.SetLength(5L << 30);

        var reading = () => YamlDocument.Read(folder["file.yaml"], ["name"]);

        reading.Should().Throw<BadInputException>().WithMessage($"file.yaml: {5L << 30} bytes, expected at most {4 << 20}");
    }

    [Fact]
    public void An_override_is_held_to_the_same_rules()
    {
        File.WriteAllText(folder["file.yaml"], "name: a\n");

        var reading = (string value) => () => YamlDocument.Read(folder["file.yaml"], ["name"], [("name", value)]);

        reading("[" + new string('[', 100_000)).Should().Throw<BadInputException>().WithMessage("--set name:1: sections and lists*");
        reading("&a [*a]").Should().Throw<BadInputException>().WithMessage("--set name:1: found the alias*");
    }

    private Func<YamlSection> Reading(string text)
    {
        File.WriteAllText(folder["file.yaml"], text);
        return () => YamlDocument.Read(folder["file.yaml"], ["name", "a", "b", "c", "base"]);
    }
}

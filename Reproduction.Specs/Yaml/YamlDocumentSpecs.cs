using System.Text;
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

        File.CreateSymbolicLink(folder["link.yaml"], "file.yaml");

        foreach (var name in new[] { "file.yaml", "link.yaml" })
            FluentActions.Invoking(() => YamlDocument.Read(folder[name], ["name"])).Should().Throw<BadInputException>()
                .WithMessage($"{name}: {5L << 30} bytes, expected at most {4 << 20}");
    }

    [Fact]
    public void An_override_is_held_to_the_same_rules()
    {
        File.WriteAllText(folder["file.yaml"], "name: a\n");

        var reading = (string value) => () => YamlDocument.Read(folder["file.yaml"], ["name"], [("name", value)]);

        reading("[" + new string('[', 100_000)).Should().Throw<BadInputException>().WithMessage("--set name:1: sections and lists*");
        reading("&a [*a]").Should().Throw<BadInputException>().WithMessage("--set name:1: found the alias*");
    }

    [Fact]
    public void A_tab_is_reported_at_its_own_line() =>
        Reading("# a comment\nname: x\na:\n\tb: 1\n").Should().Throw<BadInputException>().WithMessage("file.yaml:4: not YAML: *tab*");

    [Theory]
    [InlineData("description: d\nseeds: [1, 2\nname: t\n", 2)]
    [InlineData("name: t\ninput: {size: 2\nseeds: [1]\n", 2)]
    [InlineData("%TAG ! \n---\na: b\n", 1)]
    public void What_the_parser_itself_fails_at_is_bad_input_with_a_line(string text, int line) =>
        Reading(text).Should().Throw<BadInputException>().WithMessage($"file.yaml:{line}: not YAML: *");

    [Theory]
    [InlineData("name: x\n---\nname: y\n", 2)]
    [InlineData("---\nname: x\n...\n---\nname: y\n", 4)]
    public void A_second_document_is_reported_at_its_line(string text, int line) =>
        Reading(text).Should().Throw<BadInputException>()
            .WithMessage($"file.yaml:{line}: a second document, expected one of keys and values");

    [Theory]
    [InlineData("name: x\n")]
    [InlineData("---\nname: x\n")]
    [InlineData("name: x\n...\n")]
    public void One_document_may_say_where_it_begins_and_ends(string text) => Reading(text)().Text("name").Should().Be("x");

    /// <summary>"minütes" in Latin-1, on the second line; of UTF-8 and of UTF-16 with its mark every letter is read.</summary>
    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_with_its_line()
    {
        const string Recipe = "a: x\nname: min\u00fctes\n";
        var reading = () => YamlDocument.Read(folder["file.yaml"], ["name", "a"]);

        File.WriteAllBytes(folder["file.yaml"], Encoding.Latin1.GetBytes(Recipe));
        reading.Should().Throw<BadInputException>().WithMessage("file.yaml:2: text that is not UTF-8, expected a file saved as UTF-8");
        foreach (var encoding in new[] { new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(folder["file.yaml"], Recipe, encoding);
            reading().Text("name").Should().Be("min\u00fctes");
        }
    }

    [Fact]
    public void Of_a_list_the_item_is_named_that_is_wrong()
    {
        var section = Reading("name: [1, x, 3]\na: [one,\n  {two: 2}]\n")();

        FluentActions.Invoking(() => section.Numbers("name", 3)).Should().Throw<BadInputException>()
            .WithMessage("file.yaml:1: name: found a list with 'x', expected 3 numbers in brackets");
        FluentActions.Invoking(() => section.Texts("a")).Should().Throw<BadInputException>()
            .WithMessage("file.yaml:3: a: found a list with a section, expected a list of texts");
        section.Complaint("name", "more", item: 7).Message.Should().Be("file.yaml:1: name: found a list, expected more");
    }

    private Func<YamlSection> Reading(string text)
    {
        File.WriteAllText(folder["file.yaml"], text);
        return () => YamlDocument.Read(folder["file.yaml"], ["name", "a", "b", "c", "base"]);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Specs.Reporting;
using Reproduction.Text;

namespace Reproduction.Specs.Text;

/// <summary>
/// What comes from files, servers and the command line can neither command a terminal nor turn the direction of a report's text.
/// </summary>
public sealed class PlainTextSpecs : IDisposable
{
    /// <summary>Colours, a window's title (OSC), turned direction, a separator, an invisible character and a line of its own.</summary>
    private const string Hostile = "e\u001b[31mvil\u001b]0;title\u0007\u009b1m\u202etac\u2066\u2028x\u200b\rz\nreproduction: all is well";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain, ä, 日本語, −0.0033, 😀", "plain, ä, 日本語, −0.0033, 😀")]
    [InlineData("\u001b[2J", @"\u001b[2J")]
    [InlineData("\u0000\u007f\u0085", @"\u0000\u007f ")]
    [InlineData("cat\u202etac", @"cat\u202etac")]
    [InlineData("a\r\nb\nc\rd\u2028e", "a b c d e")]
    [InlineData("a\tb", @"a\u0009b")]
    [InlineData("\ue000\uffff", @"\ue000\uffff")]
    [InlineData("\U000E0041", @"\udb40\udc41")]
    public void A_line_shows_each_character_or_its_escape(string text, string shown) => PlainText.Line(text).Should().Be(shown);

    [Fact]
    public void Half_a_character_is_shown_by_its_escape() => PlainText.Line("a" + (char)0xd83d + "b").Should().Be(@"a\ud83db");

    [Fact]
    public void Text_of_several_lines_keeps_its_line_feeds_and_tabs_and_no_other_control_character() =>
        PlainText.Lines("a\tb\nc\rd\u001b\u2029").Should().Be("a\tb\nc" + @"\u000dd\u001b\u2029");

    [Fact]
    public void JSON_keeps_its_meaning()
    {
        var json = JsonSerializer.Serialize(new { name = Hostile }, RecordJson.Options);
        json.Should().Contain("\u202e", "the serialiser leaves it as it is");

        var shown = PlainText.Lines(json);

        shown.Should().NotContain("\u202e");
        JsonNode.Parse(shown)!["name"]!.GetValue<string>().Should().Be(Hostile);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("metrics")]
    [InlineData("reproduce")]
    [InlineData("reproduce quick --set")]
    [InlineData("data verify")]
    [InlineData("audit --report")]
    [InlineData("audit --claims")]
    public void A_message_quotes_a_hostile_word_without_obeying_it(string verb)
    {
        var run = Commands.Program.Run([.. verb.Split(' '), Hostile]);

        run.ShouldBeBadInput(@"e\u001b[31mvil");
        ShouldBePlain(run.Error, "\n");
    }

    [Fact]
    public void Every_verb_writes_through_the_rule()
    {
        Directory.CreateDirectory(folder[$"{Hostile.Replace('\n', ' ')}-batches-bin"]);

        var listed = Commands.Program.Run("data", "list", "--data", folder.Path);

        listed.Output.Should().Contain(@"e\u001b[31mvil");
        ShouldBePlain(listed.Output, "\n");
    }

    [Fact]
    public void A_hostile_run_has_a_plain_report_page_and_figures()
    {
        SimulatedRun.Store(folder["run"], "corrected", ["circle", Hostile, "```\n# heading"]);

        ReportFiles.Write(folder["run"], RunReportReader.Read(folder["run"]));

        var files = Directory.GetFiles(folder["run"], "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".md" or ".html" or ".svg" or ".json").ToList();
        files.Should().Contain(file => file.EndsWith(".svg")).And.Contain(file => file.EndsWith("report.html"));
        foreach (var file in files)
        {
            ShouldBePlain(File.ReadAllText(file), "\n", file);
            if (!file.EndsWith(".json"))
                File.ReadAllText(file).Should().NotContain("\nreproduction: all is well").And.NotContain("\n# heading");
        }
    }

    private static void ShouldBePlain(string text, string layout, string because = "") =>
        text.Where(letter => !layout.Contains(letter) && !char.IsSurrogate(letter) && !PlainText.IsPlain($"{letter}")).Should()
            .BeEmpty(because);
}

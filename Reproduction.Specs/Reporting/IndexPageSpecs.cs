using System.Globalization;
using Reproduction.Runs;
using Reproduction.Specs.Archive;

namespace Reproduction.Specs.Reporting;

/// <summary>One page over all runs and summaries below a folder.</summary>
[Collection(nameof(Browsing))]
public sealed class IndexPageSpecs(StoredTinyRuns stored, Browsing.OneBrowser browsing)
{
    [Fact]
    public void A_run_that_is_not_whole_is_not_listed_and_said_to_be_so()
    {
        var root = stored.Copy();
        File.Delete($"{root}/quick/seed-1/manifest.json");

        var run = Commands.Program.Run("report", "--index", root);

        run.Error.Should().Contain($"{root}/quick/seed-1: no manifest.json, expected a whole run");
        File.ReadAllText($"{root}/index.html").Should().Contain("quick/seed-2/report.html").And.NotContain("quick/seed-1/report.html");
    }

    [Fact]
    public async Task Every_run_and_summary_is_linked_with_its_figures_and_a_click_on_a_heading_sorts()
    {
        var root = stored.Copy();
        Commands.Program.Run("summary", $"{root}/quick", "--out", $"{root}/quick/summary.md").ExitCode.Should().Be(0);

        var run = Commands.Program.Run("report", "--index", root);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().EndWith("index.html, 2 runs and 1 summaries\n");
        var page = File.ReadAllText($"{root}/index.html");
        System.Text.RegularExpressions.Regex.Matches(page, "href=\"([^\"]+)\"").Select(link => link.Groups[1].Value).Should().Equal(
            "quick/summary.html", "quick/seed-1/report.html", "quick/seed-2/report.html");
        double Accuracy(int seed, string model) =>
            RunRecord.Read($"{root}/quick/seed-{seed}/run.json").Models[model].Metric("accuracy")!.Value;
        var differences = new[] { 1, 2 }.Select(seed => Accuracy(seed, "student") - Accuracy(seed, "baseline")).ToArray();
        foreach (var difference in differences)
            page.Should().Contain($"data-value=\"{difference.ToString("R", CultureInfo.InvariantCulture)}\"");

        var browser = await browsing.Browser();
        await browser.Open($"{root}/index.html", 1280, dark: false);
        const string seeds = "[...document.querySelectorAll('tbody tr')].map(r => r.cells[3].innerText)";
        (await browser.Evaluate<string[]>(seeds)).Should().Equal("1", "2");
        const string click = "[...document.querySelectorAll('thead button')].find(b => b.innerText === 'seed').click()";
        await browser.Evaluate<object?>(click);
        await browser.Evaluate<object?>(click);
        (await browser.Evaluate<string[]>(seeds)).Should().Equal("2", "1");
        browser.Console.Should().BeEmpty("the page's policy allows its script");
    }

    [Fact]
    public void What_is_no_record_of_a_run_is_passed_over_in_a_line_and_a_folder_without_any_is_bad_input()
    {
        var root = stored.Copy();
        File.WriteAllText($"{root}/quick/seed-2/run.json", "{}");

        var run = Commands.Program.Run("report", "--index", root);

        run.ExitCode.Should().Be(0);
        run.Error.Should().StartWith("reproduction: passed over: ").And.Contain("seed-2/run.json: not the record of a run");
        run.Output.Should().Contain("1 runs and 1 summaries");
        Commands.Program.Run("report", "--index", $"{root}/quick/seed-1/plots").ShouldBeBadInput("no report of a run and no summary");
        Commands.Program.Run("report", "--index", $"{root}/nowhere").ShouldBeBadInput("nowhere: no such folder");
        Commands.Program.Run("report").ShouldBeBadInput("found no FOLDER");
    }
}

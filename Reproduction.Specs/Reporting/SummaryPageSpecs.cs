using System.Diagnostics;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;
using Reproduction.Specs.Data;
using Reproduction.Specs.Reporting.Summaries;

namespace Reproduction.Specs.Reporting;

/// <summary>The page of a summary in a real browser, with as many pairs as a study of mitigations has.</summary>
[Collection(nameof(Browsing))]
public sealed class SummaryPageSpecs(ThreeSeeds stored, Browsing.OneBrowser browsing)
    : IClassFixture<ThreeSeeds>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Summary Many => stored.Summary with { Pairs = [.. Enumerable.Repeat(stored.Summary.Pairs[0], 15)] };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Letters_of_every_plot_are_of_11_pixels_at_least_and_one_frontier_is_shown_on_every_screen()
    {
        SummaryFiles.Write(folder["summary.md"], Many);
        var browser = await browsing.Browser();

        foreach (var width in new[] { 390, 768, 769, 1280 })
        {
            await browser.Open(folder["summary.html"], width, dark: false);

            const string shown = "[...document.querySelectorAll('svg')].filter(s => s.checkVisibility())";
            (await browser.Evaluate<double>(
                $"Math.min(...{shown}.flatMap(s => [...s.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize) * "
                + "s.getBoundingClientRect().width / s.viewBox.baseVal.width)))")).Should().BeGreaterThanOrEqualTo(11, $"{width} px");
            (await browser.Evaluate<double[]>(
                $"{shown}.filter(s => s.getAttribute('aria-label').startsWith('Recall of the worst class against')).map(s => "
                + "s.viewBox.baseVal.width)")).Should().Equal(width <= 768 ? PlotStyle.Width : 720);
            (await browser.Evaluate<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
        }
    }

    [Fact]
    public async Task The_first_printed_page_is_not_left_empty_because_the_plots_are_tall()
    {
        const string reader = "/usr/bin/pdftotext";
        Assert.SkipUnless(File.Exists(reader), $"There is no {reader} to read what was printed.");
        SummaryFiles.Write(folder["summary.md"], Many);
        var browser = await browsing.Browser();
        await browser.Open(folder["summary.html"], 1280, dark: false);
        await File.WriteAllBytesAsync(folder["first.pdf"], await browser.FirstPage(), TestContext.Current.CancellationToken);

        using var read = Process.Start(
            new ProcessStartInfo(reader, [folder["first.pdf"], "-"]) { RedirectStandardOutput = true })!;
        var page = await read.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        page.Should().Contain("quick: 3 seeds").And.Contain("What the seeds show");
        System.Text.RegularExpressions.Regex.Count(page, "baseline").Should().BeGreaterThanOrEqualTo(30, "two plots of all pairs");
    }
}

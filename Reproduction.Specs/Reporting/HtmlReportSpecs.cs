using Reproduction.Reporting.Pages;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Reporting;

/// <summary>The page as people meet it: in a real browser, on a desk and on a phone, by day and by night.</summary>
public sealed class HtmlReportSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_page_stands_alone_is_readable_on_a_phone_and_names_what_it_shows()
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Report("The \"student\" is the teacher."));
        await using var browser = await Browser.Start();

        foreach (var (width, dark) in new[] { (400, false), (400, true), (1200, false), (1200, true) })
        {
            await browser.Open(folder["run/report.html"], width, dark);

            browser.Requests.Should().Equal(new Uri(folder["run/report.html"]).AbsoluteUri);
            browser.Console.Should().BeEmpty();
            (await browser.Evaluate<int>("document.documentElement.scrollWidth")).Should()
                .BeLessThanOrEqualTo(width, "the page itself never scrolls sideways");
            (await browser.Evaluate<string>("document.title")).Should().Be("simulated: three-shapes, seed 7");
            (await browser.Evaluate<string>("document.querySelector('blockquote').innerText")).Should()
                .Be("The \"student\" is the teacher.");
            (await browser.Evaluate<int>("document.querySelectorAll('svg[role=img][aria-label]').length")).Should().Be(11);
            (await browser.Evaluate<bool>(
                "[...document.querySelectorAll('svg')].every(s => { const r = s.getBoundingClientRect(); return r.width > 200 && "
                + "r.height > 100 && r.left >= 0 && r.right <= innerWidth; })"))
                .Should().BeTrue("every figure is whole on the screen");
            (await browser.Evaluate<int>("document.querySelectorAll('table').length")).Should()
                .Be(File.ReadLines(folder["run/report.md"]).Count(line => line.StartsWith("| ---", StringComparison.Ordinal)),
                    "every table of the text is one of the page");
            (await browser.Evaluate<bool>(
                "[...document.querySelectorAll('table')].every(t => t.querySelectorAll('thead th[scope=col]').length > 1 && "
                + "[...t.querySelectorAll('tbody tr')].every(r => r.querySelector('th[scope=row]')))"))
                .Should().BeTrue("every table says what its rows and columns are");
            (await browser.Evaluate<bool>(
                "[...document.querySelectorAll('.scroll, pre')].every(e => (e.closest('[tabindex]') || e.querySelector('[tabindex]')) && "
                + "true)"))
                .Should().BeTrue("what scrolls can be reached by keyboard");
            (await browser.Evaluate<double>(Contrast)).Should().BeGreaterThanOrEqualTo(4.5, "text stands out from the page (WCAG 2, AA)");
        }
    }

    [Fact]
    public async Task What_comes_from_outside_is_text_and_never_markup()
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Report());
        await using var browser = await Browser.Start();

        await browser.Open(folder["run/report.html"], 800, dark: false);

        var classes =
            await browser.Evaluate<string[]>(
                "[...document.querySelectorAll('table')].find(t => t.innerText.startsWith('class')).querySelectorAll('tbody "
                + "th').values().map(t => t.innerText).toArray()");
        classes.Should().Equal("circle", "square & <cross>", "a|b");
        (await browser.Evaluate<int>("document.querySelectorAll('cross').length")).Should().Be(0);
        (await browser.Evaluate<string>("[...document.querySelectorAll('pre')].pop().innerText")).Should().Contain("square & <cross>");
    }

    /// <summary>The least contrast of any text outside the plots, and of the small text in them, against the page.</summary>
    private const string Contrast =
        """
        (() => {
          const light = c => { const [r, g, b] = c.match(/[\d.]+/g).slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const page = light(getComputedStyle(document.body).backgroundColor);
          const ratio = l => (Math.max(l, page) + 0.05) / (Math.min(l, page) + 0.05);
          const texts = [...document.querySelectorAll('p, li, th, td, h1, h2, h3, pre')].map(e => getComputedStyle(e).color);
          const labels = [...document.querySelectorAll('svg text:not(.over)')].map(e => getComputedStyle(e).fill);
          return Math.min(...[...texts, ...labels].map(light).map(ratio));
        })()
        """;
}

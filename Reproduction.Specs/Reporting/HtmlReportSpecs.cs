using Reproduction.Reporting.Pages;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Reporting;

/// <summary>The page as people meet it: in a real browser, on a desk and on a phone, by day and by night.</summary>
[Collection(nameof(Browsing))]
public sealed class HtmlReportSpecs(Browsing.OneBrowser browsing) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_page_stands_alone_is_readable_on_a_phone_and_names_what_it_shows()
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Report("The \"student\" is the teacher."));
        var browser = await browsing.Browser();

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
            (await browser.Evaluate<int>("document.querySelectorAll('svg[role=img][aria-label]').length")).Should().Be(13);
            (await browser.Evaluate<bool>(
                "[...document.querySelectorAll('svg')].every(s => { const r = s.getBoundingClientRect(); return r.width > 200 && "
                + "r.height > 100 && r.left >= 0 && r.right <= innerWidth; })"))
                .Should().BeTrue("every figure is whole on the screen");
            (await browser.Evaluate<int>("document.querySelectorAll('thead th:not(:first-child)').length")).Should()
                .Be(File.ReadLines(folder["run/report.md"]).Where(line => line.StartsWith("| ---", StringComparison.Ordinal))
                    .Sum(line => line.Split(" | ").Length - 1), "every column of the text is one of the page");
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
        var browser = await browsing.Browser();

        await browser.Open(folder["run/report.html"], 800, dark: false);

        // The last table of models is that of the classes' recalls.
        var classes = await browser.Evaluate<string[]>(
            "[...[...document.querySelectorAll('table')].filter(t => t.innerText.startsWith('model')).pop().querySelectorAll('thead th')]"
            + ".slice(1).map(t => t.innerText)");
        classes.Should().Equal("circle", "square & <cross>", "a|b");
        (await browser.Evaluate<int>("document.querySelectorAll('cross').length")).Should().Be(0);
        (await browser.Evaluate<string>("[...document.querySelectorAll('pre')].pop().textContent")).Should().Contain("square & <cross>");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task With_many_models_letters_stay_readable_and_what_scrolls_sideways_says_so(int width)
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Many(23));
        var browser = await browsing.Browser();

        await browser.Open(folder["run/report.html"], width, dark: false);

        (await browser.Evaluate<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
        (await browser.Evaluate<double>(
            "Math.min(...[...document.querySelectorAll('svg text')].map(t => parseFloat(getComputedStyle(t).fontSize) * "
            + "t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width))"))
            .Should().BeGreaterThanOrEqualTo(11);
        (await browser.Evaluate<string[]>(
            "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1 && "
            + "!s.previousElementSibling.matches('.cue:not([hidden])')).map(s => s.getAttribute('aria-label'))"))
            .Should().BeEmpty("each of them needs a cue");
        if (width < 640)
            (await browser.Evaluate<bool>(
                "[...document.querySelectorAll('.scroll')].every(s => { const [name, first] = s.querySelectorAll('tbody > tr > *'); "
                + "return name.getBoundingClientRect().left >= 0 && first.getBoundingClientRect().right <= innerWidth; })"))
                .Should().BeTrue("a row's name and its first figure stand beside each other");
        (await browser.Evaluate<string>(
            "getComputedStyle(document.querySelector('.cue')).display")).Should().Be(width < 640 ? "block" : "none");
        if (width >= 1280)
            (await browser.Evaluate<int>(
                "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1).length"))
                .Should().Be(0, "nothing scrolls sideways on a desk");
        // An interval stands beside its figure or whole below it.
        (await browser.Evaluate<bool>(
            "[...document.querySelectorAll('td.figure span')].every(s => s.getClientRects().length === 1)")).Should().BeTrue();
    }

    [Fact]
    public async Task The_contents_lead_to_every_section_and_what_is_to_look_up_is_folded_below_the_figures()
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Report());
        var browser = await browsing.Browser();

        await browser.Open(folder["run/report.html"], 1000, dark: false);

        (await browser.Evaluate<string[]>("[...document.querySelectorAll('nav a')].map(a => a.innerText)")).Should()
            .Equal(File.ReadLines(folder["run/report.md"]).Where(line => line.StartsWith("## ")).Select(line => line[3..]));
        (await browser.Evaluate<bool>("[...document.querySelectorAll('nav a')].every(a => "
            + "document.getElementById(decodeURIComponent(a.hash.slice(1))).tagName === 'H2')")).Should().BeTrue();
        (await browser.Evaluate<string[]>("[...document.querySelectorAll('details:not([open]) h2')].map(h => h.innerText)")).Should()
            .Equal("Classification reports", "Protocol");
        (await browser.Evaluate<bool>("[...document.querySelectorAll('svg')].every(s => s.compareDocumentPosition("
            + "document.querySelector('details')) & Node.DOCUMENT_POSITION_FOLLOWING)")).Should().BeTrue();
        (await browser.Evaluate<bool>("document.querySelector('details pre').checkVisibility()")).Should().BeFalse();
    }

    [Fact]
    public async Task On_paper_no_column_is_lost_nothing_scrolls_and_nothing_is_folded()
    {
        ReportFiles.Write(folder["run"], SimulatedRun.Many(23));
        var browser = await browsing.Browser();

        // A4 less margins of 12 mm is 186 mm wide: 703 pixels.
        await browser.Open(folder["run/report.html"], 703, dark: false, media: "print");

        (await browser.Evaluate<string[]>(
            "[...document.querySelectorAll('table, pre, svg')].filter(e => e.getBoundingClientRect().right > 703.5 || "
            + "e.scrollWidth > e.clientWidth + 1 && e.tagName === 'PRE').map(e => e.tagName + ' ' + e.innerText?.slice(0, 40))"))
            .Should().BeEmpty();
        (await browser.Evaluate<bool>("[...document.querySelectorAll('.scroll, pre')].every(e => "
            + "getComputedStyle(e).overflowX === 'visible')")).Should().BeTrue();
        (await browser.Evaluate<double>("Math.min(...[...document.querySelectorAll('details > :not(summary)')].map(e => "
            + "e.getBoundingClientRect().height))")).Should().BeGreaterThan(0);
        (await browser.Evaluate<string>("getComputedStyle(document.querySelector('h2')).breakAfter")).Should().Be("avoid");
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

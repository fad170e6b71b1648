using Reproduction.Reporting.Pages;
using Reproduction.Specs.Archive;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Reporting;

/// <summary>The pages by the rules of axe-core (WCAG and good practice), by day and by night.</summary>
[Collection(nameof(Browsing))]
public sealed class AccessibilitySpecs(StoredTinyRuns stored, Browsing.OneBrowser browsing) : IDisposable
{
    private readonly TemporaryFolder folder = new(), gallery = new();

    public void Dispose()
    {
        folder.Dispose();
        gallery.Dispose();
    }

    [Fact]
    public async Task Reports_a_summary_an_index_and_a_gallery_break_none_of_axes_rules()
    {
        var axe = Axe();
        Assert.SkipWhen(axe is null, "axe-core is not installed: `make axe`, or NODE_PATH with it.");
        var runs = stored.Copy();
        ReportFiles.Write(folder["few"], SimulatedRun.Report("The \"student\" is the teacher."));
        ReportFiles.Write(folder["many"], SimulatedRun.Many(12));
        Commands.Program.Run("summary", $"{runs}/quick", "--out", $"{runs}/quick/summary.md").ExitCode.Should().Be(0);
        Commands.Program.Run("report", "--index", runs).ExitCode.Should().Be(0);
        GallerySpecs.Write(gallery);
        var browser = await browsing.Browser();

        foreach (var page in new[] { folder["few/report.html"], folder["many/report.html"], $"{runs}/quick/summary.html",
            $"{runs}/index.html", gallery["out/gallery.html"] })
            foreach (var (width, dark) in new[] { (390, true), (1280, false) })
            {
                await browser.Open(page, width, dark);
                await browser.Evaluate<bool>("document.querySelectorAll('details').forEach(d => d.open = true), true");
                await browser.Evaluate<bool>($"{File.ReadAllText(axe!)}; true");

                var violations = await browser.Evaluate<string[]>(
                    "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.help + ' ' + "
                    + "v.nodes[0].html))");

                violations.Should().BeEmpty($"{page}, {width} px, {(dark ? "dark" : "light")}");
            }
    }

    private static string? Axe() => (Environment.GetEnvironmentVariable("NODE_PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries).Append(Repository.Path("out", "axe", "node_modules"))
        .Select(modules => Path.Combine(modules, "axe-core", "axe.min.js")).FirstOrDefault(File.Exists);
}

using Reproduction.Reporting.Plots;
using Reproduction.Runs;

namespace Reproduction.Reporting.Pages;

/// <summary>A run's report as files: <c>report.md</c> with its figures in <c>plots/</c>, and both in the page
/// <c>report.html</c>, which links the run's other files where they lie, the recipe among them.</summary>
public static class ReportFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="report">The run.</param>
    /// <returns>The figures that the report shows, and the names of the files.</returns>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static (RunMeasurements Measurements, IReadOnlyList<string> Names) Write(string folder, RunReport report)
    {
        var measurements = RunMeasurements.Of(report);
        var plots = RunPlots.Of(report, measurements);
        foreach (var plot in plots.All) WholeFile.WriteText(Path.Combine(folder, plot.Link), plot.ToFile());
        var markdown = MarkdownReport.Of(report, measurements, plots);
        WholeFile.WriteText(Path.Combine(folder, "report.md"), markdown);
        WholeFile.WriteText(Path.Combine(folder, "report.html"), HtmlReport.Of(
            report.Title, markdown + Links(report.Files), plots.All, MarkdownReport.Reports, MarkdownReport.Protocol));
        List<string> names = ["report.md", "report.html", .. plots.All.Select(plot => plot.Link)];
        if (report.Recipe is not { } recipe) return (measurements, names);
        WholeFile.WriteText(Path.Combine(folder, RunFiles.Recipe), recipe);
        return (measurements, [.. names, RunFiles.Recipe]);
    }

    // The section of the page that links what the report is made of; the Markdown lies beside it and needs none.
    private static string Links(IReadOnlyList<RunFileLinks> files)
    {
        if (files.Count == 0) return "";
        var text = new MarkdownText();
        text.Heading(2, "Files");
        text.List(files.Select(of =>
            $"{MarkdownText.Escaped(of.What)}: {string.Join(", ", of.Links.Select(link => $"[{link.Name}]({link.Path})"))}"));
        return $"\n{text}";
    }
}

using Reproduction.Files;
using Reproduction.Reporting.Plots;
using Reproduction.Runs;

namespace Reproduction.Reporting.Pages;

/// <summary>A run's report as files: <c>report.md</c> with its figures in <c>plots/</c>, and both in the page
/// <c>report.html</c>, which links the run's other files where they lie, the recipe among them.</summary>
public static class ReportFiles
{
    /// <summary>Their contents, by name relative to the run's folder, with slashes.</summary>
    /// <param name="report">The run.</param>
    /// <param name="measurements">Its figures.</param>
    public static IReadOnlyDictionary<string, string> Contents(RunReport report, RunMeasurements measurements)
    {
        var plots = RunPlots.Of(report, measurements);
        var markdown = MarkdownReport.Of(report, measurements, plots);
        var contents = plots.All.ToDictionary(plot => plot.Link, plot => plot.ToFile());
        contents[RunFiles.Report] = markdown;
        contents[RunFiles.Page] = HtmlReport.Of(
            report.Title, markdown + Links(report.Files), plots.All, MarkdownReport.Reports, MarkdownReport.Protocol);
        if (report.Recipe is { } recipe) contents[RunFiles.Recipe] = recipe;
        return contents;
    }

    /// <summary>Writes them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="report">The run.</param>
    /// <returns>The figures that the report shows, and the names of the files.</returns>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static (RunMeasurements Measurements, IReadOnlyList<string> Names) Write(string folder, RunReport report) =>
        Write(folder, report, new MeasuredPredictions());

    /// <summary>Writes them of a run of which some models may have been measured.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="report">The run.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    /// <inheritdoc cref="Write(string, RunReport)"/>
    internal static (RunMeasurements Measurements, IReadOnlyList<string> Names) Write(
        string folder, RunReport report, MeasuredPredictions measured)
    {
        var measurements = RunMeasurements.Of(report, measured);
        var contents = Contents(report, measurements);
        foreach (var (name, content) in contents) WholeFile.WriteText(Path.Combine(folder, name), content);
        return (measurements, [.. contents.Keys]);
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

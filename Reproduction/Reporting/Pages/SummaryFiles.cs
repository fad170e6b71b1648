using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting.Pages;

/// <summary>A summary as files: a text, its figures in <c>plots/</c> beside it, and both in a page.</summary>
public static class SummaryFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="path">The text's place, such as <c>summary.md</c>; the page has the same name and ends in <c>.html</c>.</param>
    /// <param name="summary">The seeds.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, Summary summary)
    {
        var plots = SummaryPlots.Of(summary);
        var folder = Path.GetDirectoryName(path) ?? "";
        foreach (var plot in plots.All) WholeFile.WriteText(Path.Combine(folder, plot.Link), plot.ToFile());
        var text = SummaryMarkdown.Of(summary, plots);
        WholeFile.WriteText(path, text);
        WholeFile.WriteText(Path.ChangeExtension(path, ".html"), HtmlReport.Of($"{summary.Recipe}: summary", text, plots.All));
    }
}

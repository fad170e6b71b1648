using Reproduction.Files;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Pages;

/// <summary>A summary as files: a text, its figures in <c>plots/</c> beside it, and both in a page.</summary>
public static class SummaryFiles
{
    /// <summary>Their contents, by name relative to the text's folder, with slashes.</summary>
    /// <param name="name">The text's name, such as <c>summary.md</c>; the page has the same name and ends in <c>.html</c>.</param>
    /// <param name="summary">The seeds.</param>
    public static IReadOnlyDictionary<string, string> Contents(string name, Summary summary)
    {
        var plots = SummaryPlots.Of(summary);
        var text = SummaryMarkdown.Of(summary, plots);
        return new Dictionary<string, string>(plots.All.Select(plot => KeyValuePair.Create(plot.Link, plot.ToFile())))
        {
            [name] = text,
            [Path.ChangeExtension(name, ".html")] = HtmlReport.Of($"{summary.Recipe}: summary", text, plots.All),
        };
    }

    /// <summary>Writes them.</summary>
    /// <param name="path">The text's place.</param>
    /// <param name="summary">The seeds.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(string path, Summary summary)
    {
        foreach (var (name, content) in Contents(Path.GetFileName(path), summary))
            WholeFile.WriteText(Path.Combine(Path.GetDirectoryName(path) ?? "", name), content);
    }
}

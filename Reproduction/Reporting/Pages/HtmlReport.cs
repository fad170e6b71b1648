using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The page <c>report.html</c> of a run: the text of <c>report.md</c> with its figures in it, one file that asks no other host
/// for anything and runs no script.
/// </summary>
public static class HtmlReport
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <summary>Writes the page.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="markdown">The text of <c>report.md</c>.</param>
    /// <param name="plots">The figures that it links.</param>
    /// <param name="folded">Headings of sections that are closed until somebody opens them.</param>
    public static string Of(string title, string markdown, IEnumerable<Plot> plots, params IReadOnlyList<string> folded)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        using var body = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(body);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new HtmlTables());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new Figures(plots.ToDictionary(plot => plot.Link)));
        Label(document);
        Write(renderer, document, folded);
        return HtmlPage.Of(title, body.ToString().TrimEnd('\n'));
    }

    /// <summary>What scrolls sideways on a phone can be reached by keyboard and has the name of its section.</summary>
    private static void Label(MarkdownDocument document)
    {
        var (section, number) = ("", 0);
        foreach (var block in document)
        {
            if (block is HeadingBlock heading) (section, number) = (Text(heading), 0);
            if (block is not (Table or CodeBlock)) continue;
            var attributes = block.GetAttributes();
            attributes.AddProperty("role", "region");
            attributes.AddProperty("aria-label", System.Net.WebUtility.HtmlEncode(++number == 1 ? section : $"{section}, {number}"));
            attributes.AddProperty("tabindex", "0");
        }
    }

    /// <summary>The blocks: contents before the first section, and some sections folded.</summary>
    private static void Write(HtmlRenderer renderer, MarkdownDocument document, IReadOnlyList<string> folded)
    {
        var (isFirst, isOpen) = (true, false);
        foreach (var block in document)
        {
            if (block is not HeadingBlock { Level: 2 } heading)
            {
                renderer.Write(block);
                continue;
            }
            if (isOpen) renderer.WriteLine("</details>");
            if (isFirst) Contents(renderer, document);
            (isFirst, isOpen) = (false, folded.Contains(Text(heading)));
            if (isOpen) renderer.Write("<details><summary>");
            renderer.Write(heading);
            if (isOpen) renderer.WriteLine("</summary>");
        }
        if (isOpen) renderer.WriteLine("</details>");
    }

    private static void Contents(HtmlRenderer renderer, MarkdownDocument document)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<nav aria-label=\"Contents\"><ul>");
        foreach (var heading in document.OfType<HeadingBlock>().Where(heading => heading.Level == 2))
        {
            renderer.Write($"<li><a href=\"#{heading.GetAttributes().Id}\">").WriteEscape(Text(heading));
            renderer.WriteLine("</a></li>");
        }
        renderer.WriteLine("</ul></nav>");
    }

    private static string Text(HeadingBlock heading) => string.Concat(heading.Inline!.Descendants<LiteralInline>());

    /// <summary>Puts the figures themselves where the text links them.</summary>
    private sealed class Figures(Dictionary<string, Plot> plots) : LinkInlineRenderer
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            if (link.IsImage) renderer.Write(plots[link.Url!].ToElement());
            else base.Write(renderer, link);
        }
    }
}

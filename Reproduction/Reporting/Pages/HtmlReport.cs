using Markdig;
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
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>Writes the page.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="markdown">The text of <c>report.md</c>.</param>
    /// <param name="plots">The figures that it links.</param>
    public static string Of(string title, string markdown, IEnumerable<Plot> plots)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        using var body = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(body);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new Tables());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new Figures(plots.ToDictionary(plot => plot.Link)));
        Label(document);
        renderer.Render(document);
        return
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{System.Net.WebUtility.HtmlEncode(title)}</title>
            <style>
            {Css}
            {PlotStyle.Css}
            </style>
            </head>
            <body>
            <main>
            {body.ToString().TrimEnd('\n')}
            </main>
            </body>
            </html>

            """;
    }

    private const string Css =
        """
        :root{color-scheme:light dark;--ink:#1f2328;--paper:#fff;--line:#d1d9e0;--soft:#f6f8fa;--warn:#9a3412}
        @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#2f353d;--soft:#161b22;--warn:#ff9248}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:64rem;margin:0 auto;padding:1rem clamp(.75rem,3vw,2rem) 4rem;overflow-wrap:anywhere}
        h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0 1rem}
        h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
        h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
        ul{padding-left:1.25rem}li{margin:.4rem 0}
        blockquote{margin:0 0 1rem;padding:.75rem 1rem;border-left:.4rem solid var(--warn);background:var(--soft);font-size:1.1rem}
        blockquote p{margin:0}
        .scroll,pre{overflow-x:auto;-webkit-overflow-scrolling:touch}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
        th,td{padding:.35rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{border-bottom:2px solid var(--line)}
        tbody th{font-weight:500}
        th:first-child{position:sticky;left:0;background:var(--paper)}
        .figure{text-align:right;white-space:nowrap}
        pre{background:var(--soft);padding:.75rem 1rem;border-radius:.4rem;font-size:.8rem;line-height:1.4}
        p:has(>svg){display:flex;flex-wrap:wrap;gap:1.5rem}
        svg.plot{max-width:100%;height:auto;display:block}
        :focus-visible{outline:2px solid #0068a8;outline-offset:2px}
        """;

    /// <summary>What scrolls sideways on a phone can be reached by keyboard and has the name of its section.</summary>
    private static void Label(MarkdownDocument document)
    {
        var section = "";
        foreach (var block in document)
        {
            if (block is HeadingBlock { Inline: { } heading }) section = string.Concat(heading.Descendants<LiteralInline>());
            if (block is not (Table or CodeBlock)) continue;
            var attributes = block.GetAttributes();
            attributes.AddProperty("role", "region");
            attributes.AddProperty("aria-label", System.Net.WebUtility.HtmlEncode(section));
            attributes.AddProperty("tabindex", "0");
        }
    }

    /// <summary>Tables whose headers say what they head.</summary>
    private sealed class Tables : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.Write("<div class=\"scroll\"").WriteAttributes(table).WriteLine("><table>");
            foreach (var row in table.OfType<TableRow>())
            {
                if (row.IsHeader) renderer.WriteLine("<thead>");
                renderer.Write("<tr>");
                for (var column = 0; column < row.Count; column++) Cell(renderer, table, row, column);
                renderer.WriteLine("</tr>");
                if (row.IsHeader) renderer.WriteLine("</thead>").WriteLine("<tbody>");
            }
            renderer.WriteLine("</tbody>").WriteLine("</table></div>");
        }

        private static void Cell(HtmlRenderer renderer, Table table, TableRow row, int column)
        {
            var (tag, scope) = row.IsHeader ? ("th", " scope=\"col\"") : column == 0 ? ("th", " scope=\"row\"") : ("td", "");
            var look = table.ColumnDefinitions[column].Alignment == TableColumnAlign.Right ? " class=\"figure\"" : "";
            renderer.Write($"<{tag}{scope}{look}>");
            var before = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph = true;
            renderer.Write((TableCell)row[column]);
            renderer.ImplicitParagraph = before;
            renderer.Write($"</{tag}>");
        }
    }

    /// <summary>Puts the figures themselves where the text links them.</summary>
    private sealed class Figures(Dictionary<string, Plot> plots) : LinkInlineRenderer
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link) => renderer.Write(plots[link.Url!].ToElement());
    }
}

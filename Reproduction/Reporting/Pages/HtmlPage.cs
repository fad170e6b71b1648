using Reproduction.Reporting.Plots;
using Reproduction.Text;

namespace Reproduction.Reporting.Pages;

/// <summary>A page that stands alone: readable on a phone and on a desk, by day and by night, and on paper.</summary>
internal static class HtmlPage
{
    /// <summary>Text that a page shows as it is, on one line.</summary>
    /// <param name="plain">The text.</param>
    public static string Escaped(string plain) => System.Net.WebUtility.HtmlEncode(PlainText.Line(plain));

    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its content.</param>
    /// <param name="policy">What it may load or run beside its own style.</param>
    public static string Of(string title, string body, string policy = "") =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{policy}">
        <title>{System.Net.WebUtility.HtmlEncode(title)}</title>
        <style>
        {Css}
        {PlotStyle.Css}
        {Paper}
        </style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>

        """;

    private const string Css =
        """
        :root{color-scheme:light dark;--ink:#1f2328;--paper:#fff;--line:#d1d9e0;--soft:#f6f8fa;--warn:#9a3412;--link:#0050a0;--shade:#1f232840}
        @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#2f353d;--soft:#161b22;--warn:#ff9248;--link:#7cc0ff;--shade:#e6edf350}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:73rem;margin:0 auto;padding:1rem clamp(.75rem,3vw,2rem) 4rem;overflow-wrap:anywhere}
        p,ul{max-width:48rem}
        a{color:var(--link)}
        h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0 1rem}
        h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
        h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
        ul{padding-left:1.25rem}li{margin:.4rem 0}
        nav{margin-top:2rem;padding:.5rem 1rem;background:var(--soft);border-radius:.4rem;font-size:.9rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;max-width:none;margin:0;padding:0;list-style:none}
        summary{cursor:pointer}summary h2{display:inline-block;margin:2.5rem 0 .75rem;width:calc(100% - 1.5rem)}
        blockquote{margin:0 0 1rem;padding:.75rem 1rem;border-left:.4rem solid var(--warn);background:var(--soft);font-size:1.1rem}
        blockquote p{margin:0}
        .scroll,pre{overflow-x:auto;-webkit-overflow-scrolling:touch}
        .scroll{margin:1rem 0;background:linear-gradient(to left,var(--paper) 30%,transparent) right/2.5rem 100% no-repeat local,linear-gradient(to left,var(--shade),transparent) right/1rem 100% no-repeat scroll}
        .cue{display:none;margin:1rem 0 -.5rem;font-size:.8rem;font-style:italic}
        table{border-collapse:collapse;font-size:.84rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
        th,td{padding:.35rem .55rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        td:last-child:not(.figure,.words){overflow-wrap:anywhere}
        thead th{border-bottom:2px solid var(--line);vertical-align:bottom}
        tbody th{font-weight:500;min-width:6.5rem}
        th:first-child{position:sticky;left:0;background:var(--paper)}
        .figure{text-align:right}
        td.figure{white-space:nowrap}
        td.figure span{display:block}
        .words{min-width:8em}
        pre{background:var(--soft);padding:.75rem 1rem;border-radius:.4rem;font-size:.8rem;line-height:1.4}
        p:has(>svg){display:flex;flex-wrap:wrap;gap:1.5rem;max-width:none}
        .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1rem}
        figure{margin:0}figure img{margin-right:.25rem;image-rendering:pixelated;background:var(--soft)}figcaption{font-size:.84rem}
        th button{padding:0;border:0;background:none;color:inherit;font:inherit;text-align:left;text-decoration:underline dotted;cursor:pointer}
        [aria-sort=ascending] button::after{content:" ▲"}[aria-sort=descending] button::after{content:" ▼"}
        svg.plot{max-width:100%;height:auto;display:block}
        svg.narrow{display:none}
        @media screen and (max-width:48rem){svg.wide{display:none}svg.narrow{display:block}}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px}
        @media (max-width:40rem){.cue{display:block}table{font-size:.75rem}th,td{padding:.35rem .4rem}tbody th{max-width:8rem}}
        """;

    /// <summary>
    /// On paper nothing scrolls or is folded, a heading stays with what follows, and no plot is so tall that it leaves a page empty.
    /// </summary>
    private const string Paper =
        """
        @page{margin:12mm}
        @media print{
        body{font-size:10pt}main{max-width:none;padding:0}nav{display:none}
        h1,h2,h3,summary,h2+p,h3+p,summary+p,p:has(+.scroll),p:has(+p>svg){break-after:avoid}
        h2,summary h2{margin-top:1.5rem}
        summary{list-style:none}details::details-content{content-visibility:visible;display:block;block-size:auto}
        p,li{orphans:3;widows:3}
        thead{display:table-header-group}
        tr,svg,pre,li,figure{break-inside:avoid}
        .scroll,pre{overflow:visible;background:none}pre{white-space:pre-wrap;border:1px solid var(--line)}
        .cue{display:none}
        table{font-size:7.5pt}th,td{padding:.2rem .35rem}tbody th{min-width:5rem}
        th:first-child{position:static}
        p:has(>svg){display:block;orphans:1;widows:1}p:has(>svg) svg.plot{display:inline-block;width:48%;max-height:165mm;margin:0 1% 1rem 0;vertical-align:top}
        p:has(>svg) svg.wide{width:100%}p:has(>svg) svg.narrow{display:none}
        }
        """;
}

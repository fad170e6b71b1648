using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reproduction.Files;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The page <c>index.html</c> over many runs: a table that a click on a heading sorts, and that can be read without the script.
/// </summary>
public static class IndexPage
{
    /// <summary>The page's name.</summary>
    public const string Name = "index.html";

    private static readonly string[] Header =
        ["run", "recipe", "data", "seed", "models", "question", "accuracy", "disparate impact", "in doubt", "commit"];

    /// <summary>Writes the page into the folder.</summary>
    /// <param name="root">The folder below which the runs lie.</param>
    /// <param name="complain">Is told, in a line, of what is no record of a run.</param>
    /// <returns>How many runs and summaries it lists.</returns>
    /// <exception cref="BadInputException">There is none.</exception>
    public static (int Runs, int Summaries) Write(string root, Action<string> complain)
    {
        if (!Directory.Exists(root)) throw new BadInputException($"--index {root}: no such folder, expected one with runs below it");
        var (runs, summaries) = (IndexEntry.Below(root, complain), IndexEntry.Summaries(root));
        if (runs.Count + summaries.Count == 0)
            throw new BadInputException($"--index {root}: no report of a run and no summary below it, expected some");
        WholeFile.WriteText(Path.Combine(root, Name), Of(runs, summaries));
        return (runs.Count, summaries.Count);
    }

    /// <summary>The page.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="summaries">The summaries' pages and headings.</param>
    internal static string Of(IReadOnlyList<IndexEntry> runs, IReadOnlyList<(string Page, string Title)> summaries)
    {
        var text = new StringBuilder("<h1>Runs and summaries</h1>\n");
        if (summaries.Count > 0)
        {
            text.Append("<h2>Summaries over seeds</h2>\n<ul>\n");
            foreach (var (page, title) in summaries)
                text.Append($"<li><a href=\"{Address(page)}\">{HtmlPage.Escaped(title.Length > 0 ? title : page)}</a></li>\n");
            text.Append("</ul>\n");
        }
        if (runs.Count > 0)
        {
            text.Append("<h2>Runs</h2>\n<p>Differences, first model − second, without the intervals that each report has.</p>\n"
                + $"<p class=\"cue\">Scrolls sideways: {Header.Length} columns, {Header[0]} to {Header[^1]}</p>\n"
                + "<div class=\"scroll\" role=\"region\" aria-label=\"Runs\" tabindex=\"0\"><table>\n<thead>\n<tr>");
            foreach (var name in Header) text.Append($"<th scope=\"col\">{name}</th>");
            text.Append("</tr>\n</thead>\n<tbody>\n");
            foreach (var run in runs) Row(text, run);
            text.Append("</tbody>\n</table></div>\n");
        }
        text.Append($"<script>{Script}</script>");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        return HtmlPage.Of("Runs and summaries", text.ToString(), $"; script-src 'sha256-{hash}'");
    }

    private static void Row(StringBuilder text, IndexEntry entry)
    {
        var run = entry.Run;
        text.Append(
            $"<tr><th scope=\"row\"><a href=\"{Address($"{entry.Folder}/report.html")}\">{HtmlPage.Escaped(entry.Folder)}</a></th>");
        Cell(run.Recipe);
        Cell(run.Dataset.Name);
        Cell($"{run.Seed}");
        Cell($"{run.Models.Count}");
        Cell(entry.Question ?? "");
        Figure(entry.Accuracy);
        Figure(entry.DisparateImpact);
        Cell(string.Join(", ", entry.InDoubt));
        Cell(run.Commit[..Math.Min(12, run.Commit.Length)]);
        text.Append("</tr>\n");

        void Cell(string plain) => text.Append($"<td>{HtmlPage.Escaped(plain)}</td>");

        void Figure(double? value) => text.Append(
            $"<td class=\"figure\" data-value=\"{value?.ToString("R", CultureInfo.InvariantCulture)}\">{Written.Difference(value)}</td>");
    }

    private static string Address(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Makes buttons of the headings. Numbers are sorted as numbers; what is equal stays in its order.</summary>
    private const string Script =
        """
        for (const head of document.querySelectorAll('thead th')) {
          const button = document.createElement('button'), place = head.cellIndex, body = head.closest('table').tBodies[0];
          button.textContent = head.textContent;
          head.replaceChildren(button);
          button.onclick = () => {
            const up = head.getAttribute('aria-sort') !== 'ascending';
            for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
            head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
            const value = row => row.cells[place].dataset.value ?? row.cells[place].textContent;
            const order = (a, b) => a !== '' && b !== '' && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b, 'en', { numeric: true });
            body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(value(a), value(b))));
          };
        }
        """;
}

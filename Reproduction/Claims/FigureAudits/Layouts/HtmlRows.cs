using System.Net;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>HTML tables: each row as one line of cells between bars, to be read as if it were Markdown's.</summary>
internal static partial class HtmlRows
{
    /// <summary>The lines of a paste without its tags; what spans rows or columns stands in the first of them.</summary>
    public static string AsBars(string text)
    {
        if (!Row().IsMatch(text)) return text;
        Dictionary<int, int> taken = [];
        return Blank().Replace(Tag().Replace(Row().Replace(text, row =>
        {
            List<string> cells = [];
            void Above()
            {
                for (; taken.GetValueOrDefault(cells.Count) > 0; cells.Add("")) taken[cells.Count]--;
            }

            foreach (var cell in Cell().Matches(row.Groups[1].Value).AsEnumerable())
            {
                Above();
                var content = WebUtility.HtmlDecode(Tag().Replace(Superscript().Replace(cell.Groups[2].Value, ""), ""))
                    .ReplaceLineEndings(" ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
                for (var (i, columns) = (0, Span(cell.Groups[1].Value, "colspan")); i < columns; i++)
                {
                    taken[cells.Count] = Span(cell.Groups[1].Value, "rowspan") - 1;
                    cells.Add(i > 0 ? "" : content);
                }
            }
            Above();
            return $"\n| {string.Join(" | ", cells)} |\n";
        }), ""), "\n");
    }

    private static int Span(string attributes, string name) =>
        Attribute().Matches(attributes).FirstOrDefault(match => match.Groups[1].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            is { } match
            ? Cells.Spanned(match.Groups[2].Value)
            : 1;

    [GeneratedRegex(@"<tr[^>]*>(.*?)(?:</tr>|(?=<tr)|(?=</table))", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<t[dh]([^>]*)>(.*?)(?=</t[dh]>|<t[dh]|</tr>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"(colspan|rowspan)\s*=\s*[""']?(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"<sup\b[^>]*>.*?</sup>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Superscript();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Blank();

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Tag();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>HTML: its text without tags, each row of a table as a line of cells between bars, to be read as Markdown's.</summary>
internal static partial class HtmlText
{
    private const int LongestNumber = 40;
    private const string OneRow = "<tr[^>]*>(.*?)(?:</tr>|(?=<tr)|(?=</table))";

    /// <summary>
    /// The lines of a paste without its tags; what spans rows or columns stands in the first of them. What stands behind a table keeps its
    /// line, unless several rows stand in one.
    /// </summary>
    public static string Plain(string text)
    {
        if (!Page().IsMatch(text)) return text;
        text = Annotations().Replace(text, annotation => new string('\n', annotation.Value.Count(c => c == '\n')));
        Dictionary<int, int> taken = [];
        return WebUtility.HtmlDecode(Untagged(Rows().Replace(text, table =>
        {
            string[] rows = [.. Row().Matches(table.Value).Select(row => Bars(row, taken))];
            var (first, end) = (text.LastIndexOf('\n', table.Index) + 1, table.Index + table.Length);
            var last = text.IndexOf('\n', end) is >= 0 and var next ? next : text.Length;
            var lines = table.Value.Count(c => c == '\n') - (rows.Length - 1);
            return (IsBlank(text[first..table.Index]) ? "" : "\n") + string.Join('\n', rows)
                + new string('\n', Math.Max(lines, IsBlank(text[end..last]) ? 0 : 1));
        })));
    }

    private static bool IsBlank(string html) => string.IsNullOrWhiteSpace(Untagged(html));

    /// <summary>Without tags, in as many lines.</summary>
    private static string Untagged(string html) =>
        Tags().Replace(html, tags => Instead(html, tags) + new string('\n', tags.Value.Count(c => c == '\n')));

    /// <summary>
    /// What stands for tags that go away. Two numbers with nothing but tags between them stay two; with a blank between, they could be
    /// one whose thousands stand apart.
    /// </summary>
    /// <param name="html">The text.</param>
    /// <param name="tags">One tag or more in it.</param>
    internal static string Instead(string html, Match tags)
    {
        var end = tags.Index + tags.Length;
        return tags.Index > 0 && char.IsAsciiDigit(html[tags.Index - 1]) && end < html.Length && char.IsAsciiDigit(html[end])
            ? IsWithinFraction(html, tags) ? "" : " / "
            : Break().IsMatch(tags.Value) ? " "
            : "";
    }

    /// <summary>Whether nothing but bold begins or ends there, within the digits behind one point.</summary>
    private static bool IsWithinFraction(string html, Match tags) =>
        Bold().IsMatch(tags.Value) && EndsInFraction().IsMatch(html[Math.Max(0, tags.Index - LongestNumber)..tags.Index])
        && !BeginsAnother().IsMatch(html[(tags.Index + tags.Length)..Math.Min(html.Length, tags.Index + tags.Length + LongestNumber)]);

    /// <summary>A row's cells between bars.</summary>
    /// <param name="row">The row.</param>
    /// <param name="taken">Of each column the rows below that a cell still spans.</param>
    private static string Bars(Match row, Dictionary<int, int> taken)
    {
        List<string> cells = [];
        void Above()
        {
            for (; taken.GetValueOrDefault(cells.Count) > 0; cells.Add("")) taken[cells.Count]--;
        }

        foreach (var cell in Cell().Matches(row.Groups[1].Value).AsEnumerable())
        {
            Above();
            var content = Untagged(Superscript().Replace(cell.Groups[2].Value, "")).ReplaceLineEndings(" ").Trim()
                .Replace("|", "\\|", StringComparison.Ordinal);
            for (var (i, columns) = (0, Span(cell.Groups[1].Value, "colspan")); i < columns; i++)
            {
                taken[cells.Count] = Span(cell.Groups[1].Value, "rowspan") - 1;
                cells.Add(i > 0 ? "" : content);
            }
        }
        Above();
        return $"| {string.Join(" | ", cells)} |";
    }

    private static int Span(string attributes, string name) =>
        Attribute().Matches(attributes).FirstOrDefault(match => match.Groups[1].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            is { } match
            ? Cells.Spanned(match.Groups[2].Value)
            : 1;

    [GeneratedRegex("<(?:tr|pre|html|body)[ >]", RegexOptions.IgnoreCase)]
    private static partial Regex Page();

    [GeneratedRegex(OneRow, RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<t[dh]([^>]*)>(.*?)(?=</t[dh]>|<t[dh]|</tr>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"(colspan|rowspan)\s*=\s*[""']?(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"<sup\b[^>]*>.*?</sup>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Superscript();

    /// <summary>A formula once more, as the LaTeX of which MathML was made: a page shows it once.</summary>
    [GeneratedRegex(@"<(annotation(?:-xml)?)\b[^>]*>.*?</\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Annotations();

    /// <summary>All rows of a table, whatever marks stand between them.</summary>
    [GeneratedRegex("(?:" + OneRow + @"(?:\s|<(?!/?(?:tr|td|th|table)\b)[^>]*>)*)+",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Rows();

    /// <summary>Tags and comments; what is less than something is none.</summary>
    [GeneratedRegex(@"(?:</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*|/)?>|<!--.*?-->|<![a-zA-Z][^<>]*>)+", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"^(?:</?(?:b|strong)(?:\s[^<>]*)?>)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Bold();

    [GeneratedRegex("(?<![0-9.,])[0-9]*[.,][0-9]+$")]
    private static partial Regex EndsInFraction();

    /// <summary>A number with a point of its own.</summary>
    [GeneratedRegex("^[0-9]+[.,][0-9]")]
    private static partial Regex BeginsAnother();

    /// <summary>Tags behind which a new line begins.</summary>
    [GeneratedRegex(@"</?(?:br|p|div|li|hr)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Break();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>Tables whose cells are marked: Markdown, CSV, LaTeX, and HTML, whose rows are read as if they were Markdown's.</summary>
internal static partial class DelimitedTables
{
    /// <summary>The lines of a paste, each row of an HTML table as one line of cells between bars.</summary>
    public static string WithoutTags(string text)
    {
        if (!Row().IsMatch(text)) return text;
        return Blank().Replace(Tag().Replace(Row().Replace(text, row =>
        {
            var cells = Cell().Matches(row.Groups[1].Value)
                .Select(cell => WebUtility.HtmlDecode(Tag().Replace(cell.Groups[1].Value, "")).ReplaceLineEndings(" ").Trim());
            return $"\n| {string.Join(" | ", cells)} |\n";
        }), ""), "\n");
    }

    /// <summary>The tables whose header stands on a line: one for each group of rows; none if no header does.</summary>
    public static IReadOnlyList<FoundTable> At(string source, PastedLine[] lines, ref int at)
    {
        foreach (var (layout, split) in new (string, Func<string, string[]?>)[] { ("Markdown", Bars), ("LaTeX", Ampersands),
            ("CSV", Commas), ("CSV", Semicolons) })
        {
            if (split(lines[at].Text) is not { Length: > 2 } header || Column.OfCells(header) is not { } columns) continue;
            var first = at;
            List<(int Line, string[] Cells)> rows = [];
            for (at++; at < lines.Length; at++)
            {
                if (lines[at].IsDecoration && (lines[at].Text.Length > 0 || layout == "LaTeX")) continue;
                if (split(lines[at].Text) is not { } cells || cells.Length + 1 < columns.Length || Column.OfCells(cells) is not null) break;
                if (cells.Any(cell => cell.Length > 0)) rows.Add((lines[at].Number, cells));
            }
            if (rows.Count > 0) return Of(layout, lines[first].Number, columns, rows);
        }
        return Transposed(lines, ref at) is { } transposed ? [transposed] : [];
    }

    private static List<FoundTable> Of(string layout, int first, Column[] columns, List<(int Line, string[] Cells)> rows)
    {
        var names = Enumerable.Range(0, columns.Length).Where(i => columns[i].Kind == ColumnKind.Name).ToArray();
        int[] data = [.. Enumerable.Range(0, columns.Length).Except(names)];
        if (names.Length == 0)
        {
            // A header without a title over the names.
            data = [.. data.Select(i => i + 1)];
            names = [0];
        }
        string At(string[] cells, int i) => i < cells.Length ? cells[i] : "";
        Column[] kept = [.. columns.Where(column => column.Kind != ColumnKind.Name)];
        string Group(string[] cells) => string.Join(", ", names[..^1].Select(i => CellText.Plain(At(cells, i))));
        var groups = rows.GroupBy(row => Group(row.Cells)).ToArray();
        // A number for each row is no group.
        if (groups.Length > rows.Count / 2) groups = [.. rows.GroupBy(_ => "")];
        return
        [
            .. groups.Select(group => new FoundTable(
                layout, kept,
                [.. group.Select(row => new FoundRow(row.Line, CellText.Plain(Name(row.Cells)), [.. data.Select(i => At(row.Cells, i))]))])
                { Group = group.Key.Length > 0 ? group.Key : null, FirstLine = first }),
        ];

        string Name(string[] cells) => names.Reverse().Select(i => At(cells, i)).FirstOrDefault(cell => cell.Length > 0) ?? "";
    }

    /// <summary>A report whose columns are the classes, such as a data frame of scikit-learn's dictionary as it comes.</summary>
    private static FoundTable? Transposed(PastedLine[] lines, ref int at)
    {
        foreach (var split in new Func<string, string[]?>[] { Bars, Ampersands, Commas, Semicolons, Gaps })
        {
            if (split(lines[at].Text) is not { Length: > 2 } header) continue;
            List<(Column Column, string[] Cells, int Line)> rows = [];
            var i = at + 1;
            for (; i < lines.Length; i++)
            {
                if (lines[i].IsDecoration) continue;
                if (split(lines[i].Text) is not { Length: > 2 } cells
                    || Column.Of(cells[0]) is not { Kind: ColumnKind.Figure or ColumnKind.Support } column)
                    break;
                rows.Add((column, cells[1..], lines[i].Number));
            }
            if (rows.Count < 2 || rows.All(row => row.Column.Score != Figures.Score.Recall || row.Column.Kind == ColumnKind.Support))
                continue;
            var names = header.Length == rows[0].Cells.Length ? header : header[1..];
            var first = lines[at].Number;
            if (rows.Any(row => row.Cells.Length != names.Length)) continue;
            at = i;
            return new("transposed", [.. rows.Select(row => row.Column)],
                [.. names.Select((name, c) => new FoundRow(rows[0].Line, CellText.Plain(name), [.. rows.Select(row => row.Cells[c])]))])
            {
                FirstLine = first
            };
        }
        return null;
    }

    private static string[]? Bars(string line)
    {
        var bars = line.Replace('│', '|').Replace('┃', '|').Replace('║', '|');
        if (bars.Count(c => c == '|') < 2) return null;
        bars = bars.Trim();
        if (bars.StartsWith('|')) bars = bars[1..];
        if (bars.EndsWith('|')) bars = bars[..^1];
        return [.. bars.Split('|').Select(cell => cell.Trim())];
    }

    private static string[]? Ampersands(string line) =>
        line.Count(c => c == '&') < 2 ? null : [.. RowEnd().Replace(line, "").Split('&').Select(cell => Rule().Replace(cell, "").Trim())];

    private static string[]? Commas(string line) => Separated(line, ',');

    private static string[]? Semicolons(string line) => Separated(line, ';');

    private static string[]? Gaps(string line) => Gap().Split(line);

    private static string[]? Separated(string line, char separator)
    {
        if (line.Count(c => c == separator) < 2 || line.Contains('{', StringComparison.Ordinal)) return null;
        List<string> cells = [];
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"') quoted = !quoted;
            else if (character == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }
        cells.Add(cell.ToString().Trim());
        return [.. cells];
    }

    [GeneratedRegex(@"<tr[^>]*>(.*?)(?:</tr>|(?=<tr)|(?=</table))", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<t[dh][^>]*>(.*?)(?=</t[dh]>|<t[dh]|</tr>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Blank();

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\\\.*$")]
    private static partial Regex RowEnd();

    [GeneratedRegex(@"\\(top|mid|bottom|h)(rule|line)|\\cline\{[^}]*\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Gap();
}

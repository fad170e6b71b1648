using System.Globalization;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>A table that has a report in each row, and a title for each score of each class, such as <c>cat_precision</c>.</summary>
internal static class FlatTables
{
    private const int Fewest = 4;

    /// <summary>The reports below a header that stands on a line; none if none does, or if its rows may be classes.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="at">The line's index; moved behind the last row.</param>
    public static IReadOnlyList<FoundTable> At(PastedLine[] lines, ref int at)
    {
        foreach (var split in Cells.ByMarks)
        {
            if (split(lines[at]) is not { Length: >= Fewest } header || Array.Exists(header, CellText.IsNumberLike)
                || Array.Exists(header, IsOfClasses) || FlatNames.ByRow(Pairs(header, header.Select(_ => "0"))) is null)
                continue;
            List<(int Line, string[] Cells)> rows = [];
            var end = at + 1;
            for (; end < lines.Length; end++)
            {
                if (lines[end].IsDecoration && lines[end].Text.Length > 0) continue;
                if (split(lines[end]) is not { } cells || cells.Length != header.Length) break;
                rows.Add((lines[end].Number, cells));
            }
            if (rows.Count == 0) continue;
            var groups = Array.FindIndex(header, ModelNames.IsOfModels);
            // Of several rows without names of models or epochs each may be a class.
            if (rows.Count > 1 && groups < 0 && rows.Exists(row => !Array.TrueForAll(row.Cells, CellText.IsNumberLike))) continue;
            List<FoundTable> tables = [];
            foreach (var (i, (line, cells)) in rows.Index())
            {
                var pairs = Pairs(header, cells);
                if (FlatNames.ByRow(pairs) is null) continue;
                var name = groups >= 0 ? CellText.Plain(cells[groups]) : (i + 1).ToString(CultureInfo.InvariantCulture);
                tables.AddRange(DictionaryTables.Of(pairs, line).Select(table => rows.Count == 1
                    ? table
                    : table with { Group = table.Group is { } group ? $"{name}, {group}" : name }));
            }
            if (tables.Count == 0) continue;
            at = end;
            return tables;
        }
        return [];
    }

    private static bool IsOfClasses(string title) => Column.Of(title) is { Kind: ColumnKind.Name } && ModelNames.IsOfClasses(title);

    private static List<(string Name, object? Value)> Pairs(string[] header, IEnumerable<string> cells) =>
        [.. header.Zip(cells, (title, cell) => (CellText.Plain(title), (object?)cell))];
}

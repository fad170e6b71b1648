using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>Reports whose columns are the classes: a data frame of scikit-learn's dictionary as it comes, PyCM's statistics.</summary>
internal static class TransposedTables
{
    private static readonly Func<PastedLine, string[]?>[] Splits = [.. Cells.ByAnyMark, Cells.Gaps];

    /// <summary>The table whose header stands on a line; <see langword="null"/> if none does.</summary>
    /// <exception cref="BadInputException">Its columns are no classes.</exception>
    public static FoundTable? At(string source, PastedLine[] lines, ref int at)
    {
        var isLatex = lines[at].Text.Contains('&', StringComparison.Ordinal);
        foreach (var split in Splits)
        {
            if (split(lines[at]) is not { Length: > 2 } header
                || (Column.Of(header[0]) is { Kind: not ColumnKind.Name } && header.Skip(1).All(CellText.IsNumberLike)))
                continue;
            // Scores beside each other: a report whose classes are called N, P or R.
            if (header.Count(cell => cell.Length > 1 && Column.Of(cell) is { Kind: ColumnKind.Figure or ColumnKind.Support }) > 1) continue;
            List<(Column Column, string[] Cells, int Line)> rows = [], unknown = [];
            var i = at + 1;
            var isPycm = header[0] is "Class" or "Classes" && PycmTitles.AreIn(
                [.. lines.Skip(i).Select(split).TakeWhile(cells => cells?.Length == header.Length).Select(cells => cells![0])]);
            // Its pages say at the end of a row what it means.
            var meanings = isPycm && header[^1] == "Description" ? 1 : 0;
            for (; i < lines.Length; i++)
            {
                if (lines[i].IsDecoration || (isLatex && lines[i].Text.Length > 0 && Cells.IsBlank(lines[i].Text))) continue;
                if (split(lines[i]) is not { Length: > 2 } cells) break;
                var known = isPycm ? PycmTitles.Of(cells[0]) : Column.Of(cells[0]);
                // A row of something else is one of the table where others of the table follow.
                if (known is null && !isPycm && split != Cells.Gaps && rows.Count > 0 && cells.Length == header.Length
                    && cells.Skip(1).All(cell => CellText.IsEmpty(cell) || CellText.IsNumberLike(cell)))
                {
                    unknown.Add((new(ColumnKind.Other, cells[0]), cells[1..], lines[i].Number));
                    continue;
                }
                if (known is not { Kind: not ColumnKind.Name } column
                    || (column.Kind == ColumnKind.Other && cells.Length - header.Length is not (0 or 1))
                    || (isPycm && cells.Length != header.Length))
                    break;
                rows.AddRange(unknown);
                unknown.Clear();
                rows.Add((column, cells[1..^meanings], lines[i].Number));
            }
            if (unknown.Count > 0) i = Array.FindIndex(lines, line => line.Number == unknown[0].Line);
            if (!rows.Any(row => row.Column.IsOf(Score.Recall)) || rows.Count < 2) continue;
            // Classes on both sides: a confusion matrix.
            if (!isPycm && rows.Count(row => header.Contains(row.Column.Title)) > 1) continue;
            header = header[..^meanings];
            var names = header.Length == rows[0].Cells.Length ? header : header[1..];
            if (rows.Any(row => row.Cells.Length != names.Length)) continue;
            var first = lines[at].Number;
            var corner = header.Length == names.Length ? "" : header[0];
            var columns = Once($"{source}:{first}", corner, names, [.. rows.Select(row => row.Column)]);
            rows = [.. rows.Zip(columns, (row, column) => row with { Column = column })];
            at = i;
            rows = [.. rows.OrderBy(row => row.Column.Kind == ColumnKind.Support)];
            return new(TableLayout.Transposed, [.. rows.Select(row => row.Column)],
                [.. names.Select((name, c) => new FoundRow(rows[0].Line, CellText.Plain(name), [.. rows.Select(row => row.Cells[c])]))])
            {
                FirstLine = first,
                IsOfClassesAlone = isPycm,
                NamesTitle = header.Length == names.Length ? "" : CellText.Plain(header[0]),
            };
        }
        return null;
    }

    private static Column[] Once(string place, string title, string[] names, Column[] rows)
    {
        ModelNames.Refuse(place, title, "columns");
        var once = Header.Once(place, [.. Header.WithPrecision(rows)], "rows");
        // Models have an accuracy each; a report has one, in a column of its own.
        if (once.Any(row => row.Kind == ColumnKind.Other && Column.IsCalledAccuracy(row.Title))
            && rows.All(row => row.Kind != ColumnKind.Support) && !ModelNames.IsOfClasses(title)
            && names.All(name => AverageName.Kind(CellText.Plain(name)) is null))
            throw ModelNames.NoClasses($"{place}: columns with an accuracy each, expected a column for each class");
        return once;
    }
}

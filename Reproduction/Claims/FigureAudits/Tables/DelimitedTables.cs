using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Text;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>Tables whose cells are marked: Markdown, LaTeX, CSV, TSV, and HTML, whose rows are read as if they were Markdown's.</summary>
internal static partial class DelimitedTables
{
    private static readonly (TableLayout Layout, Func<PastedLine, string[]?> Split)[] Layouts =
    [
        (TableLayout.Tsv, Cells.Tabs), (TableLayout.Markdown, Cells.Bars), (TableLayout.Latex, Cells.Ampersands),
        (TableLayout.Csv, Cells.Commas), (TableLayout.Csv, Cells.Semicolons),
    ];

    /// <summary>How it is named that intervals and counts in the cells of scores are not judged.</summary>
    private const string BesideScores = "intervals and counts beside scores";

    private const string Untitled = "a column without a title";

    /// <summary>The tables whose header stands on a line: one for each group of rows; none if no header does.</summary>
    /// <exception cref="BadInputException">A row has more cells than the header, or fewer.</exception>
    public static IReadOnlyList<FoundTable> At(string source, PastedLine[] lines, ref int at)
    {
        foreach (var (layout, split) in Layouts)
        {
            if ((layout == TableLayout.Latex && Cells.IsBlank(lines[at].Text)) || split(lines[at]) is not { Length: > 2 } header
                || Header.OfCells(header) is not { } columns)
                continue;
            // A header may have no title over the names.
            var isNameless = columns.All(column => column.Kind != ColumnKind.Name);
            if (isNameless) columns = [new(ColumnKind.Name, ""), .. columns];
            List<(PastedLine Line, string[] Cells)> rows = [];
            List<PastedLine> sections = [];
            var end = at + 1;
            for (; end < lines.Length; end++)
            {
                var line = lines[end];
                if (layout == TableLayout.Latex && rows.Count == 0 && Cells.EndsHead(line.Text)) sections.Clear();
                if (layout == TableLayout.Latex
                    ? line.IsDecoration || Cells.IsBlank(line.Text)
                    : line.Text.Length > 0 && line.IsDecoration)
                    continue;
                var cells = split(line);
                if (cells is not null && (cells.All(cell => cell.Length == 0) || (rows.Count == 0 && AreTypes(cells)))) continue;
                // The names of a data frame's index stand in a line of their own.
                if (cells is not null && rows.Count == 0 && !cells[0].StartsWith(@"\multicolumn", StringComparison.Ordinal)
                    && AreNames(cells, columns))
                {
                    columns =
                        [.. columns.Zip(cells).Select(pair => CellText.Plain(pair.Second).Length > 0
                            ? pair.First with { Title = pair.Second }
                            : pair.First)];
                    continue;
                }
                if (cells is not null && IsSection(cells, columns))
                {
                    sections.Add(line);
                    continue;
                }
                if (cells is not null && Header.OfCells(cells) is null && (IsRow(cells, columns) || HasNumbers(cells)))
                {
                    rows.Add((line, cells));
                    continue;
                }
                if (rows.Count > 0 && !IsHeader(line) && IsBetweenRows(end)) throw new BadInputException(
                    $"{source}:{line.Number}: '{Shown.Short(line.Text)}' between rows of a table, expected nothing but its rows");
                break;
            }
            // N, R and F as classes on both sides: a confusion matrix.
            if (header.Skip(1).Count(title => title.Length == 1 && rows.Any(row => row.Cells[0] == title)) > 1) continue;
            if (rows.FirstOrDefault(row => !IsRow(row.Cells, columns)) is { Cells: { } } odd)
            {
                var titles = columns.Select(column => column.Title.Length > 0 ? column.Title.ToLowerInvariant() : "a class");
                var message = $"{source}:{odd.Line.Number}: {odd.Cells.Length} cells in '{Shown.Short(odd.Line.Text)}', expected "
                    + $"{columns.Length} ({PlainText.Line(string.Join(", ", titles))})";
                // A summary of a whole model: nothing names a class.
                if (isNameless && rows.All(row => row.Cells.Length == header.Length)) throw new UnjudgedTableException(message);
                // Tabs may stand there to line columns up.
                if (layout == TableLayout.Tsv) continue;
                throw new BadInputException(message
                    + (split == Cells.Commas && odd.Cells.Length > columns.Length
                        ? "; a comma in a number needs quotes or another mark between the cells"
                        : ""));
            }
            if (rows.Count == 0) continue;
            // Words and numbers tell columns apart where tabs, more or fewer than there are columns, do not.
            if (layout == TableLayout.Tsv && rows.Any(row => IsShifted(row.Cells, columns))) continue;
            // Where all names are set so, it may be a class like the others.
            if (sections.Count > 0 && rows.All(row => SetApart().IsMatch(row.Cells[0]))) throw new BadInputException(
                $"{source}:{sections[0].Number}: '{Shown.Short(sections[0].Text)}' between rows of a table, expected nothing but its rows");
            var first = lines[at].Number;
            at = end;
            return Of(
                source, layout, first, columns, [.. rows.Select(row => (row.Line.Number, Padded(row.Cells, columns.Length)))],
                [.. sections.Select(line => CellText.Plain(split(line)![0]))], lines);

            bool IsHeader(PastedLine line) => split(line) is { } cells && Header.OfCells(cells) is not null;

            // Behind a header rows are another table's.
            bool IsBetweenRows(int i) => lines.Skip(i + 1).Take(2).TakeWhile(line => line.Text.Length > 0 && !IsHeader(line))
                .Any(line => split(line) is { } cells && Header.OfCells(cells) is null && IsRow(cells, columns) && HasNumbers(cells));
        }
        return TransposedTables.At(source, lines, ref at) is { } transposed ? [transposed] : [];
    }

    private static List<FoundTable> Of(
        string source, TableLayout layout, int first, Column[] columns, List<(int Line, string[] Cells)> rows, List<string> sections,
        PastedLine[] lines)
    {
        string[][] cells = [.. rows.Select(row => row.Cells)];
        // What stands behind a mean over folds is no interval of one figure.
        var haveMore = cells.Any(row => row.Any(cell => CellText.Beside(cell) is not null))
            && !lines.Any(line => Several().IsMatch(line.Text));
        if (haveMore) columns = [.. columns.Select((column, i) => HaveIntervals(cells, i) ? column.WithoutInterval(columns) : column)];
        var names = new RowNames($"{source}:{first}", columns, cells);
        var once = Header.Once($"{source}:{first}", names.Columns);
        int[] data =
            [.. Enumerable.Range(0, columns.Length).Where(i => once[i].Kind != ColumnKind.Name)
                .OrderBy(i => once[i].Kind == ColumnKind.Support)];
        Column[] kept = [.. data.Select(i => once[i])];
        string Number(string[] row, int i) => once[i].Kind switch
        {
            ColumnKind.Figure when haveMore => CellText.Beside(row[i]) ?? row[i],
            ColumnKind.Support => CellText.WithoutSign(row[i]),
            _ => row[i],
        };
        List<string> notJudged = [.. sections];
        if (data.Any(i => once[i].Kind == ColumnKind.Figure && cells.Any(row => Number(row, i) != row[i]))) notJudged.Add(BesideScores);
        var scores = Array.FindIndex(once, column => column.IsScore);
        if (data.Any(i => i > scores && once[i] is { Kind: ColumnKind.Other, Title.Length: 0 } && cells.Any(row => row[i].Length > 0)))
            notJudged.Add(Untitled);
        return
        [
            .. rows.Zip(names.Of(cells)).GroupBy(row => row.Second.Group).Select(group => new FoundTable(
                layout, kept,
                [.. group.Select(row =>
                    new FoundRow(row.First.Line, row.Second.Class, [.. data.Select(i => Number(row.First.Cells, i))]))])
                { Group = Named(group.Key), FirstLine = first, NamesTitle = names.Title, NotJudged = notJudged }),
        ];
    }

    private static string? Named(string group) => group.Length > 0 ? group : null;

    /// <summary>Whether each class has an interval in a column; averages may have none.</summary>
    private static bool HaveIntervals(string[][] rows, int column)
    {
        string[] cells =
            [.. rows.Where(row => AverageName.Kind(CellText.Plain(row[0])) is null).Select(row => row[column])
                .Where(cell => !CellText.IsEmpty(cell))];
        return cells.Length > 0 && cells.All(cell => CellText.Beside(cell) is not null);
    }

    /// <summary>
    /// Whether a name stands there over some of the rows, such as <c>**Animals**</c>, and nothing beside. It is set in other letters or
    /// over all columns: a class of which nothing is known is not.
    /// </summary>
    private static bool IsSection(string[] cells, Column[] columns) =>
        cells.Length == columns.Length && columns.Count(column => column.Kind == ColumnKind.Name) == 1
        && columns[0].Kind == ColumnKind.Name && SetApart().IsMatch(cells[0]) && cells.Skip(1).All(cell => cell.Length == 0)
        && CellText.Plain(cells[0]) is { Length: > 0 } name && AverageName.Kind(name) is null && AverageName.Within(name) is null;

    /// <summary>Whether a line has a cell for each column; of an average the last may be missing, and of accuracy all behind it.</summary>
    private static bool IsRow(string[] cells, Column[] columns) =>
        (cells.Length >= columns.Length
            ? cells.Skip(columns.Length).All(cell => cell.Length == 0)
            : AverageName.Kind(CellText.Plain(cells[0])) is { } average
                && ((cells.Length == columns.Length - 1 && !(average == Average.Accuracy && EndsInImages(cells, columns)))
                    || (average == Average.Accuracy && cells.Length > 1 && columns[cells.Length - 1].Kind == ColumnKind.Figure
                        && cells[1..^1].All(cell => cell.Length == 0))))
        && columns.Zip(cells).Any(cell => cell.First.Kind != ColumnKind.Name && cell.Second.Length > 0);

    /// <summary>Whether a line of accuracy that lacks a cell has its images in the place of a score.</summary>
    private static bool EndsInImages(string[] cells, Column[] columns) =>
        columns[cells.Length - 1].Kind == ColumnKind.Figure && SupportColumn.WholeInGroups(cells[^1]) > 1
        && cells[1..^1].Any(cell => cell.Length > 0 && cell != cells[^1]);

    /// <summary>
    /// Whether a number of a class stands under no title while a score is missing or something else stands in the place of its images.
    /// </summary>
    private static bool IsShifted(string[] cells, Column[] columns)
    {
        if (AverageName.Kind(CellText.Plain(cells[0])) is not null) return false;
        (Column Column, string Cell)[] row = [.. columns.Zip(cells)];
        return row.Skip(1).Any(own => own.Column.Title.Length == 0 && own.Cell.Length > 0 && CellText.IsNumberLike(own.Cell))
            && row.Any(own => own.Column.Kind == ColumnKind.Figure
                ? own.Cell.Length == 0
                : own.Column.Kind == ColumnKind.Support && SupportColumn.WholeInGroups(own.Cell) is null);
    }

    /// <summary>Whether they are titles over the names, of which the header has none, and nothing beside.</summary>
    private static bool AreNames(string[] cells, Column[] columns) =>
        cells.Length == columns.Length && columns.Zip(cells).All(cell => CellText.Plain(cell.Second).Length == 0
            || (cell.First.Kind == ColumnKind.Name && CellText.Plain(cell.First.Title).Length == 0));

    /// <summary>Whether they are the types that polars prints below its titles.</summary>
    private static bool AreTypes(string[] cells) =>
        cells.All(cell => NameOfType().IsMatch(cell)) && cells.Any(cell => char.IsAsciiDigit(cell[^1]));

    private static bool HasNumbers(string[] cells) => cells.Skip(1).Count(cell => cell.Length > 0 && CellText.IsNumberLike(cell)) > 1;

    private static string[] Padded(string[] cells, int columns) =>
        [.. Enumerable.Range(0, columns).Select(i => i < cells.Length ? cells[i] : "")];

    /// <summary>What says that figures are means or medians of several, with a range or deviation behind them.</summary>
    [GeneratedRegex(
        @"fold\b|\bfolds\b|±|cross[- ]?valid|\b(?:range|iqr|interquartile|medians?|runs|seeds|sd|std|min|max)\b|\(means?\b"
        + @"|\b(?:means?|averaged?) (?:over|of|across|\()", RegexOptions.IgnoreCase)]
    private static partial Regex Several();

    [GeneratedRegex(@"^(?:\*{2,3}|__|\\(?:multicolumn|textbf|textit|emph)\b|<(?:b|strong)>)")]
    private static partial Regex SetApart();

    [GeneratedRegex("^(?:str|cat|enum|object|bool|[fiu](?:8|16|32|64|128))$")]
    private static partial Regex NameOfType();
}

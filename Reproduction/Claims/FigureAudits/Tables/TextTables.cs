using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// Tables whose columns are parted by spaces: scikit-learn's report of any version, imbalanced-learn's, Weka's, a data frame as text.
/// </summary>
internal static class TextTables
{
    /// <summary>Lines in a row between averages that are none.</summary>
    private const int MostPassed = 5;

    /// <summary>The table whose header stands on a line; <see langword="null"/> if none does.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <param name="at">The line's index; moved behind the table.</param>
    /// <exception cref="BadInputException">Rows are missing or cannot be read.</exception>
    public static FoundTable? At(string source, PastedLine[] lines, ref int at)
    {
        if (Header.OfWords(lines[at].Text) is not { } columns) return null;
        var shape = new TextColumns(columns);
        List<FoundRow> rows = [];
        List<int> passed = [];
        var (hasAverages, areAdjacent) = (false, false);
        var index = "";
        var (first, end) = (at, at + 1);
        var isTibble = at + 1 < lines.Length && lines[at + 1].IsTypes;
        var isNumbered = !isTibble && AreNumbered(lines, at + 1, shape.Printed.Count, columns[0].Kind == ColumnKind.Name);
        for (var i = isTibble ? at + 2 : at + 1; i < lines.Length; i++)
        {
            var line = lines[i];
            // R numbers the rows of a tibble.
            if (isTibble && $"{rows.Count + 1} " is var number && line.Text.StartsWith(number, StringComparison.Ordinal))
                line = line with { Text = line.Text[number.Length..].TrimStart() };
            // pandas numbers those of a data frame whose names are a column.
            if (isNumbered && $"{rows.Count} " is var place && line.Text.StartsWith(place, StringComparison.Ordinal))
                line = line with { Text = line.Text[place.Length..].TrimStart() };
            if (line.Text.Length == 0 || line.IsDecoration) continue;
            if (Header.OfWords(line.Text) is not null) break;
            var found = shape.Row(line, rows.Count > 0);
            // Behind the averages and an empty line something else begins, unless every line has one, or it is one more or above it.
            if (hasAverages && areAdjacent && !FollowsAtOnce(lines, i) && !IsOneMore(found, rows))
            {
                if ((found is not null && AverageName.Of(found) is null) || !IsAboveOneMore(lines, i, shape, rows)) break;
                passed.Add(line.Number);
                continue;
            }
            if (found is { } row)
            {
                // A class behind the averages is a line of something else.
                if (hasAverages && AverageName.Of(row) is null)
                {
                    if (FollowsAtOnce(lines, i))
                        throw new BadInputException(
                            $"{source}:{line.Number}: '{Shown.Short(line.Text)}' after the averages, expected the end of the report");
                    break;
                }
                areAdjacent |= rows.Count > 0 && rows[^1].Line == lines[i - 1].Number;
                rows.Add(row);
                hasAverages |= IsAverage(row) && !AverageName.IsBare(row.Name);
                end = i + 1;
                continue;
            }
            if (!IsSentence(line.Text) && AverageName.Leading(line.Text) is { } average
                && (FollowsAtOnce(lines, i)
                    || AverageName.Kind(average) is Average.Macro or Average.Weighted or Average.Micro or Average.Samples))
                throw Malformed(source, line, shape, average);
            // The name of a data frame's index stands in a line of its own.
            if (rows.Count == 0 && i == first + 1 && columns.All(column => column.Kind != ColumnKind.Name) && IsNameAlone(lines, i, shape))
            {
                index = line.Text;
                continue;
            }
            if (rows.Count == 0 && i > first + 3) break;
            // A kappa, say, of which the table has no column, or a remark.
            if ((hasAverages || (rows.Count > 0 && StatedFigure.Of(line).Count > 0)) && IsAboveOneMore(lines, i, shape, rows))
            {
                passed.Add(line.Number);
                continue;
            }
            if (hasAverages) break;
            var more = More(lines, i, shape, rows.Count > 0);
            if (IsGap(line.Text) && (more || rows.Count > 0))
                throw new BadInputException(
                    $"{source}:{line.Number}: '{Shown.Short(line.Text)}' says that classes are missing, expected every line of the report");
            if (more || ((rows.Count == 0 || FollowsAtOnce(lines, i)) && IsNearlyRow(line.Text)))
            {
                var malformed = Malformed(source, line, shape, null);
                if (rows.Count == 0 && columns.All(column => column.Kind != ColumnKind.Name) && IsNameless(line.Text, shape))
                    throw new UnjudgedTableException(malformed.Message);
                throw malformed;
            }
            if (rows.Count > 0 || !FollowsAtOnce(lines, i)) break;
        }
        if (rows.Count == 0) return null;
        if (columns[0] is { Kind: ColumnKind.Name, Title: var title })
        {
            if (ModelNames.AreBoth(title))
                throw new BadInputException(
                    $"{source}:{lines[first].Number}: '{Shown.Short(title)}' with spaces between, expected tabs or bars between columns of "
                    + "names");
            if (!title.Contains(' ', StringComparison.Ordinal)) ModelNames.Refuse($"{source}:{lines[first].Number}", title);
        }
        ModelNames.Refuse($"{source}:{lines[first].Number}", index);
        var data = Header.Once($"{source}:{lines[first].Number}", shape.Data);
        at = end;
        return new(TableLayout.Text, data, rows)
        {
            FirstLine = lines[first].Number,
            Passed = [.. passed.Where(number => number < rows[^1].Line)],
            IsSetApart = first + 1 < lines.Length && lines[first + 1].Text.Length == 0,
            NamesTitle = columns.FirstOrDefault(column => column.Kind == ColumnKind.Name)?.Title ?? index,
        };
    }

    /// <summary>
    /// Whether the lines below a header begin with 0, 1, 2 and so on before their names, which have a title, or are those of averages: a
    /// class may be called <c>0 cat</c>.
    /// </summary>
    private static bool AreNumbered(PastedLine[] lines, int first, int numbers, bool haveTitle)
    {
        var (count, hasAverage) = (0, false);
        for (var i = first; i < lines.Length; i++)
        {
            if (lines[i].Text.Length == 0 || lines[i].IsDecoration) continue;
            var number = $"{count} ";
            if (!lines[i].Text.StartsWith(number, StringComparison.Ordinal)) break;
            var rest = lines[i].Text[number.Length..].TrimStart();
            // The number is the name of the class.
            if (rest.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words && words.Length <= numbers
                && words.All(CellText.IsNumberLike)) return false;
            hasAverage |= AverageName.Leading(rest) is not null;
            count++;
        }
        return count > 1 && (haveTitle || hasAverage);
    }

    /// <summary>Whether a figure is said by its name, as in <c>Macro F1: 0.95</c>, which no row of a table does.</summary>
    private static bool IsSentence(string text) => text.AsSpan().IndexOfAny(':', '=') > 0;

    /// <summary>Whether nothing but words stands there, and a row below.</summary>
    private static bool IsNameAlone(PastedLine[] lines, int i, TextColumns shape) =>
        !IsSentence(lines[i].Text) && !IsGap(lines[i].Text) && !lines[i].Text.Split(' ').Any(CellText.IsNumberLike)
        && i + 1 < lines.Length && shape.Row(lines[i + 1], hasRows: false) is not null;

    /// <summary>Whether numbers stand there as in a row, though not as many.</summary>
    private static bool IsNearlyRow(string text) =>
        !text.StartsWith('[') && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } words && words.Skip(1)
            .Count(CellText.IsNumberLike) > 1;

    /// <summary>Whether a number stands there for each title and no name: a summary of a whole model.</summary>
    private static bool IsNameless(string text, TextColumns shape) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words && words.Length == shape.Printed.Count
        && words.All(CellText.IsNumberLike);

    private static BadInputException Malformed(string source, PastedLine line, TextColumns shape, string? average)
    {
        var data = shape.Printed;
        var words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var accuracy = average is not null && AverageName.Kind(average) == Average.Accuracy;
        if (accuracy && words.Length is 2 or 3 && !CellText.IsNumberLike(words[1]))
            return new($"{source}:{line.Number}: accuracy is '{Shown.Short(words[1])}', expected a decimal number");
        if (average is null && words.Length == data.Count + 1)
            for (var i = 0; i < data.Count; i++)
                if (!CellText.IsNumberLike(words[i + 1]))
                    return new(
                        $"{source}:{line.Number}: {Column.Plain(data[i].Title).Replace(' ', '-')} is '{Shown.Short(words[i + 1])}', "
                        + $"expected a {(data[i].Kind == ColumnKind.Support ? "whole number of images" : "decimal number")}");
        return new(
            $"{source}:{line.Number}: '{Shown.Short(line.Text)}', expected {(average is null ? "a class name" : $"'{average}'")} and "
            + $"{data.Count} numbers ({string.Join(", ", data.Select(column => column.Title.ToLowerInvariant()))})");
    }

    private static bool IsAverage(FoundRow row) => AverageName.Of(row) is not (null or Average.Unsaid);

    /// <summary>
    /// Whether it is an average for sure, of a kind that is not there yet, with a number for each title, or an accuracy with the images
    /// that averages above it have, if there are any.
    /// </summary>
    private static bool IsOneMore(FoundRow? row, List<FoundRow> rows) =>
        row is not null && rows.All(above => AverageName.Of(above) != AverageName.Of(row)) && AverageName.Of(row) switch
        {
            Average.Macro or Average.Weighted or Average.Micro or Average.Samples => row.Cells.All(cell => cell.Length > 0),
            Average.Accuracy => row.Cells[^1].Length > 0
                && (!rows.Any(IsAverage) || rows.Any(above => IsAverage(above) && above.Cells[^1] == row.Cells[^1])),
            _ => false,
        };

    /// <summary>Whether one more average stands in the next lines, before any other row or header.</summary>
    private static bool IsAboveOneMore(PastedLine[] lines, int from, TextColumns shape, List<FoundRow> rows)
    {
        foreach (var line in lines.Skip(from + 1).Where(line => line.Text.Length > 0 && !line.IsDecoration).Take(MostPassed))
        {
            if (Header.OfWords(line.Text) is not null) return false;
            if (shape.Row(line, hasRows: true) is { } row) return IsOneMore(row, rows);
        }
        return false;
    }

    private static bool IsGap(string text) =>
        text.Contains("...", StringComparison.Ordinal) || text.Contains('…') || text.Contains("omitted", StringComparison.OrdinalIgnoreCase)
            || text.Contains("truncated", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the line above is a line of the table: no empty one lies between.</summary>
    private static bool FollowsAtOnce(PastedLine[] lines, int i) => i > 0 && lines[i - 1].Text.Length > 0;

    /// <summary>Whether the next lines are rows of the same table.</summary>
    private static bool More(PastedLine[] lines, int from, TextColumns shape, bool hasRows)
    {
        for (var i = from + 1; i < Math.Min(lines.Length, from + 4); i++)
        {
            if (lines[i].Text.Length == 0 || lines[i].IsDecoration) continue;
            if (shape.Row(lines[i], hasRows) is { } row)
                return row.Cells.All(cell => cell.Length > 0) || AverageName.Of(row) is not null;
        }
        return false;
    }
}

using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>A table copied from a page with each of its cells in a line: the titles first, then row by row.</summary>
internal static class CellsInLines
{
    /// <summary>Rows that a table has at least, the header among them.</summary>
    private const int Fewest = 3;

    /// <summary>The table that begins first; <see langword="null"/> if none does.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <exception cref="BadInputException">A row has fewer cells than titles.</exception>
    public static GatheredTable? In(string source, PastedLine[] lines)
    {
        PastedLine[] filled = [.. lines.Where(line => line.Text.Length > 0)];
        for (var first = 0; first < filled.Length; first++)
        {
            Column[] titles =
                [.. filled.Skip(first).TakeWhile(line => !CellText.IsNumberLike(line.Text)).Select(line => Column.Of(line.Text))
                    .TakeWhile(column => column is not null).OfType<Column>()];
            if (titles.Any(title => title.IsOf(Score.Precision)) && titles.Any(title => title.IsOf(Score.Recall)))
                return At(source, filled[first..], titles, TitleAbove(filled, first));
        }
        return null;
    }

    /// <summary>An unusual title above the names: one word, as far from the next title as titles are; empty if none stands there.</summary>
    private static string TitleAbove(PastedLine[] lines, int first) =>
        first > 0 && lines[first].Number - lines[first - 1].Number == lines[first + 1].Number - lines[first].Number
        && !lines[first - 1].IsDecoration && !CellText.IsNumberLike(lines[first - 1].Text)
        && !lines[first - 1].Text.Contains(' ', StringComparison.Ordinal)
            ? lines[first - 1].Text
            : "";

    private static GatheredTable? At(string source, PastedLine[] lines, Column[] titles, string above)
    {
        var figures = titles.Count(title => title.Kind != ColumnKind.Name);
        // The names may have no title; of titles one at most is theirs, and the first.
        if (titles.Length - figures > 1 || (figures < titles.Length && titles[0].Kind != ColumnKind.Name)) return null;
        string[] header = [figures < titles.Length ? titles[0].Title : above, .. titles[^figures..].Select(title => title.Title)];
        List<(int Line, IReadOnlyList<string> Cells)> rows = [(lines[0].Number, header)];
        var at = titles.Length;
        while (at < lines.Length)
        {
            var name = lines[at];
            string[] cells = [.. lines.Skip(at + 1).Select(line => line.Text).TakeWhile(CellText.IsNumberLike).Take(figures)];
            if (cells.Length == 0) break;
            // A threshold or a score is no name.
            if (CellText.IsNumberLike(name.Text) && name.Text.AsSpan().IndexOfAny('.', ',') >= 0) return null;
            var own = cells.Length == figures ? cells
                : AverageName.Kind(name.Text) == Average.Accuracy && Accuracy(cells, titles[^figures..]) is { } accuracy ? accuracy
                : throw new BadInputException(
                    $"{source}:{name.Number}: {cells.Length} numbers below '{Shown.Short(name.Text)}', expected {figures} "
                    + $"({string.Join(", ", header.Skip(1).Select(title => Shown.Short(title.ToLowerInvariant())))})");
            rows.Add((name.Number, [name.Text, .. own]));
            at += cells.Length + 1;
        }
        return rows.Count >= Fewest && GatheredTable.Of(source, rows) is { } table
            ? new(table, lines.Take(at).Select(line => line.Number).ToHashSet())
            : null;
    }

    /// <summary>The one figure of a line of accuracy in the column of the last score, and its images behind it.</summary>
    private static string[]? Accuracy(string[] cells, Column[] titles)
    {
        var hasImages = titles[^1].Kind == ColumnKind.Support;
        if (cells.Length > (hasImages ? 2 : 1)) return null;
        var own = new string[titles.Length];
        Array.Fill(own, "");
        own[hasImages ? ^2 : ^1] = cells[0];
        if (cells.Length > 1) own[^1] = cells[1];
        return own;
    }
}

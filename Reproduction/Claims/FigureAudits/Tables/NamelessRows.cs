using System.Globalization;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// A report of scikit-learn whose data frame was written without its index: no row has a name. Behind the classes stand the accuracy, in
/// every column, and the macro and the weighted average with all images, and only so it is known which row is which.
/// </summary>
internal static class NamelessRows
{
    private const int Averages = 3;

    private static readonly Func<PastedLine, string[]?>[] Splits = [.. Cells.ByMarks, Cells.Words];

    /// <summary>The table that begins first; <see langword="null"/> if none does.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <exception cref="BadInputException">A cell cannot be read.</exception>
    public static GatheredTable? In(string source, PastedLine[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
            foreach (var split in Splits)
                if (split(lines[at]) is { Length: > 2 } header && Header.OfCells(header) is [.., { Kind: ColumnKind.Support }] columns
                    && columns.All(column => column.Kind is ColumnKind.Figure or ColumnKind.Support))
                    return At(source, lines, at, header, split);
        return null;
    }

    private static GatheredTable? At(string source, PastedLine[] lines, int at, string[] header, Func<PastedLine, string[]?> split)
    {
        List<(int Line, string[] Cells)> rows = [];
        foreach (var line in lines.Skip(at + 1))
        {
            if (line.Text.Length > 0 && line.IsDecoration) continue;
            if (split(line) is not { } cells || cells.Length != header.Length || !cells.All(CellText.IsNumberLike)) break;
            rows.Add((line.Number, cells));
        }
        var classes = rows.Count - Averages;
        if (classes < 2 || rows[classes].Cells.Distinct().Count() != 1 || !rows.TrueForAll(row => Images(row.Cells) is not null))
            return null;
        var sum = rows.Take(classes).Select(row => Images(row.Cells)!.Value).Aggregate((Rational)0L, (all, images) => all + images);
        if (!rows.TakeLast(Averages - 1).All(row => Images(row.Cells) == sum)) return null;
        string[] names =
        [
            .. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture)), "accuracy", "macro avg", "weighted avg",
        ];
        List<(int Line, IReadOnlyList<string> Cells)> named = [(lines[at].Number, ["", .. header])];
        foreach (var (row, name) in rows.Zip(names)) named.Add((row.Line, [name, .. row.Cells]));
        return GatheredTable.Of(source, named) is { } table
            ? new(
                table with { Layout = lines[at].Text.AsSpan().IndexOfAny(',', ';') < 0 ? TableLayout.Text : TableLayout.Csv },
                rows.Select(row => row.Line).Append(lines[at].Number).ToHashSet())
            : null;
    }

    private static Rational? Images(string[] cells) => CellText.Figure(cells[^1])?.Value;
}

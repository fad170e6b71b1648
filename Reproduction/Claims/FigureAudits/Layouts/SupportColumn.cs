using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>The column of images of a table whose title is in another language: an average's cell is the sum of the classes'.</summary>
internal static partial class SupportColumn
{
    /// <summary>The table with that column named as what it is, where it has no other of images.</summary>
    public static FoundTable In(FoundTable table)
    {
        if (table.Columns.Any(column => column.Kind == ColumnKind.Support)) return table;
        int[] found =
            [.. Enumerable.Range(0, table.Columns.Count).Where(i => IsInAnotherLanguage(table.Columns[i]) && IsSummed(table, i))];
        if (found is not [var only]) return table;
        return table with
        {
            Columns = [.. table.Columns.Where((_, i) => i != only), table.Columns[only] with { Kind = ColumnKind.Support }],
            Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells.Where((_, i) => i != only), row.Cells[only]] })]
        };
    }

    private static bool IsInAnotherLanguage(Column column) =>
        column.Kind == ColumnKind.Other && Column.Of(column.Title) is null && !OfOtherImages().IsMatch(Column.Plain(column.Title));

    private static bool IsSummed(FoundTable table, int column)
    {
        var rows = table.Rows.ToLookup(row => AverageName.Of(row) is not null, row => row.Cells[column]);
        long?[] classes = [.. rows[false].Select(Whole)];
        var sums = rows[true].Where(cell => !CellText.IsEmpty(cell)).ToArray();
        return classes.Length > 1 && sums.Length > 0 && classes.Sum() is > 0 and var sum && classes.All(images => images is not null)
            && sums.All(cell => Whole(cell) == sum);
    }

    private static long? Whole(string cell) =>
        long.TryParse(CellText.Plain(cell), NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : null;

    /// <summary>What counts other images than those that the scores are of, or some of them.</summary>
    [GeneratedRegex(
        @"\b(?:" + Column.OtherSets + "|" + Column.OtherCounts + @")\b")]
    private static partial Regex OfOtherImages();
}

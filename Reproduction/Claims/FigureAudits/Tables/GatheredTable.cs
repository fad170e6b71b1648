using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>A table whose cells stand in no rows: in lines by themselves or below headings.</summary>
/// <param name="Table">The table.</param>
/// <param name="Taken">Numbers of the lines of which it was made.</param>
internal sealed record GatheredTable(FoundTable Table, IReadOnlySet<int> Taken)
{
    /// <summary>Figures that stand in these lines and are of no row.</summary>
    public IReadOnlyList<PastedLine> Rest { get; init; } = [];

    /// <summary>The table of a header and rows below it; <see langword="null"/> where they make none.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="rows">The cells with the number of their line, those of the header first.</param>
    /// <exception cref="BadInputException">A row cannot be read.</exception>
    public static FoundTable? Of(string source, IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        PastedLine[] lines = [.. rows.Select(row => new PastedLine(row.Line, $"| {string.Join(" | ", row.Cells.Select(Escaped))} |"))];
        var at = 0;
        try
        {
            return DelimitedTables.At(source, lines, ref at) is [var table] && at == lines.Length
                ? table with { Layout = TableLayout.Lines }
                : null;
        }
        catch (UnjudgedTableException e)
        {
            // Nothing stands beside it that could be judged.
            throw new BadInputException(e.Message, e);
        }
    }

    private static string Escaped(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// Letters behind scores that mark them, as in <c>0.82a</c>: where several stand in a table, and of each its row or column is marked as a
/// whole, or a note below the table begins with it. Any other letter may be a slip.
/// </summary>
internal static partial class LetterMarks
{
    /// <summary>The table with scores alone where letters are marks.</summary>
    /// <param name="table">The table.</param>
    /// <param name="lines">All lines of the paste.</param>
    public static FoundTable In(FoundTable table, PastedLine[] lines)
    {
        int[] scores = [.. Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Kind == ColumnKind.Figure)];
        var marks = table.Rows.SelectMany(row => scores.Select(i => (Row: row, Column: i, Mark: Found(row.Cells[i]))))
            .Where(cell => cell.Mark.Success).ToArray();
        if (marks.Length < 2) return table;
        var notes = lines.Where(line => line.Number > table.LastLine).Select(line => Note().Match(line.Text))
            .Where(note => note.Success).Select(note => note.Groups[1].Value).ToHashSet();
        bool IsWhole(IEnumerable<string> cells) =>
            cells.Where(cell => !CellText.IsEmpty(cell)).ToArray() is { Length: > 1 } own && own.All(cell => Found(cell).Success);
        if (!marks.All(mark => notes.Contains(mark.Mark.Groups["letter"].Value) || IsWhole(scores.Select(i => mark.Row.Cells[i]))
            || IsWhole(table.Rows.Select(row => row.Cells[mark.Column]))))
            return table;
        string Unmarked(string cell, int column) =>
            scores.Contains(column) && Found(cell) is { Success: true } found ? found.Groups["score"].Value : cell;
        FoundRow Without(FoundRow row) => row with { Cells = [.. row.Cells.Select((cell, i) => Unmarked(cell, i))] };
        return table with { Rows = [.. table.Rows.Select(row => Without(row))] };
    }

    private static Match Found(string cell) => Marked().Match(CellText.Plain(cell));

    /// <summary>Not e of an exponent, nor k and m of thousands and millions.</summary>
    [GeneratedRegex(@"^(?<score>[-+]?[0-9]*[.,][0-9]+ ?%?) ?(?<letter>[a-df-jln-z])$")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^[^\p{L}\p{N}]*([a-z])(?:[^\p{L}\p{N}]+)\S")]
    private static partial Regex Note();
}

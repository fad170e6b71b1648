using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// Lines that are drawn as a confusion matrix is, with as many counts in each as there are lines, and could not be read as one: they are
/// named, so that nobody takes them for judged.
/// </summary>
internal static partial class DrawnMatrices
{
    /// <summary>The numbers of the lines at which such matrices begin.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="others">Numbers of those that hold neither tables nor matrices.</param>
    public static IReadOnlyList<int> In(PastedLine[] lines, IReadOnlySet<int> others)
    {
        List<int> found = [];
        List<(PastedLine Line, int Counts)> rows = [];
        foreach (var line in lines)
        {
            if (line.Text.Length > 0 && (line.IsDecoration || Cells.IsBlank(line.Text))) continue;
            if (others.Contains(line.Number) && (Cells.Bars(line) ?? Cells.Latex(line)) is { } cells)
            {
                // A line without counts is of titles, or of what stands above each count.
                if (cells.Count(cell => Count().IsMatch(CellText.Plain(cell))) is > 1 and var counts) rows.Add((line, counts));
                continue;
            }
            End();
        }
        End();
        return found;

        void End()
        {
            if (rows.Count > 1 && rows.All(row => row.Counts == rows[0].Counts) && Math.Abs(rows.Count - rows[0].Counts) <= 1
                && !rows.All(row => MatrixLine.Of(row.Line) is { Name.Length: > 0 }))
                found.Add(rows[0].Line.Number);
            rows.Clear();
        }
    }

    /// <summary>What a number counts, such as <c>TN =</c>; behind other words stand the settings of a training.</summary>
    private const string Counted = @"(?:[TFVR][PN]s?|(?:true|false)\b[\p{L} ]*)\s*[:=]\s*";

    /// <summary>A share or the like behind a count; before an interval stands a mean.</summary>
    private const string Share = @"\s*(?:/.*|[(\[](?:(?![-–—;]|,\s).)*[)\]])";

    [GeneratedRegex("^(?:" + Counted + ")?[0-9]+(?:" + Share + ")?$", RegexOptions.IgnoreCase)]
    private static partial Regex Count();
}

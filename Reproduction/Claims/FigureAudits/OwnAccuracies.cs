using System.Numerics;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Accuracies of rows of which each is of its own images, as those of groups of people are, and classes of one test set have none.
/// </summary>
internal static class OwnAccuracies
{
    /// <summary>
    /// Whether each row has an accuracy, not always its recall, and the accuracy in the line of all images is their mean by images.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    public static bool AreIn(FoundTable table, ReportRows rows)
    {
        var (accuracy, recall) = (Place(IsAccuracy), Place(column => column.IsOf(Score.Recall) && !column.Complement));
        if (accuracy < 0 || recall < 0 || rows.Classes.Count < 2 || !rows.HasImages) return false;
        var all = rows.Classes.Sum(row => rows.Cells.Images(row)!.Value);
        if (rows.Averages.FirstOrDefault(line => line.Kind == Average.Unsaid && rows.Cells.Images(line.Row) == all).Row is not { } whole
            || CellText.Score(whole.Cells[accuracy]) is not { } mean)
            return false;
        var (sum, digits) = ((Rational)0, mean.Digits);
        foreach (var row in rows.Classes)
        {
            if (CellText.Score(row.Cells[accuracy]) is not { } own) return false;
            sum += own.Value * rows.Cells.Images(row)!.Value;
            digits = Math.Min(digits, own.Digits);
        }
        // Half a unit of each, and as much again where digits were cut off.
        var most = new Rational(all, BigInteger.Pow(10, digits));
        var apart = (mean.Value * all) - sum;
        return apart <= most && (Rational)0 - apart <= most
            && rows.Classes.Any(row => CellText.Plain(row.Cells[accuracy]) != CellText.Plain(row.Cells[recall]));

        int Place(Func<Column, bool> isSought) =>
            Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => isSought(table.Columns[i]), -1);
    }

    private static bool IsAccuracy(Column column) => Column.Plain(column.Title) is "accuracy" or "acc";
}

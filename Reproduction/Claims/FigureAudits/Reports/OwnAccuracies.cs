using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>
/// Whether each row has an accuracy of its own, as groups of people have: classes of one test set have all the same, that of one class
/// against the others, or their recall under another name.
/// </summary>
internal static class OwnAccuracies
{
    /// <summary>What accuracies of two or three digits may be off.</summary>
    private const double Doubt = 0.011;

    /// <summary>Whether rows have accuracies that are not those of classes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Those of its rows that are no averages.</param>
    /// <param name="images">The images of a row.</param>
    public static bool Have(FoundTable table, IReadOnlyList<FoundRow> rows, Func<FoundRow, long?> images)
    {
        var accuracy = Place(table, column => column.Kind == ColumnKind.Other && Column.IsCalledAccuracy(column.Title));
        if (accuracy < 0 || rows.Count < 2) return false;
        var own = Shares(rows, accuracy);
        if (own.Any(share => share is null) || own.Max() - own.Min() <= Doubt) return false;
        var recalls = Shares(rows, Place(table, column => IsOf(column, Score.Recall)));
        var precisions = Shares(rows, Place(table, column => IsOf(column, Score.Precision)));
        var supports = rows.Select(images).ToArray();
        return !AreAlike(own, recalls) && !AreAlike(own, AgainstTheOthers(supports, precisions, recalls));
    }

    private static bool IsOf(Column column, Score score) =>
        column is { Kind: ColumnKind.Figure, Complement: false } && column.Score == score;

    private static int Place(FoundTable table, Func<Column, bool> isIt) =>
        Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => isIt(table.Columns[i]), -1);

    private static double?[] Shares(IReadOnlyList<FoundRow> rows, int column) =>
        [.. rows.Select(row => column < 0 || CellText.Score(row.Cells[column]) is not { } figure ? (double?)null : Share(figure))];

    /// <summary>A figure as a share, be it printed as one or in per cent.</summary>
    private static double Share(PrintedFigure figure)
    {
        var value = figure.Value.ToDouble();
        return value > 1.5 ? value / 100 : value;
    }

    /// <summary>The accuracy of each class against all others: neither missed nor a false alarm.</summary>
    private static double?[] AgainstTheOthers(long?[] supports, double?[] precisions, double?[] recalls)
    {
        double? all = supports.Sum();
        return
        [
            .. supports.Select((images, c) => images is { } own && precisions[c] is > 0 and var precision && recalls[c] is { } recall
                ? 1 - (((own * (1 - recall)) + (own * recall * ((1 / precision) - 1))) / all)
                : null),
        ];
    }

    private static bool AreAlike(double?[] shares, double?[] others) =>
        shares.Zip(others).All(pair => Math.Abs((pair.First - pair.Second) ?? double.PositiveInfinity) <= Doubt);
}

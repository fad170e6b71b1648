using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// Lines with one figure of the whole table: the accuracy under another name, as <c>OA</c>, and kappa, Matthews' correlation, balanced
/// accuracy and error rate, which are taken out of the rows as claims. What names some other measure is named as not judged.
/// </summary>
internal static class OverallLines
{
    private static readonly string[] OtherMeasures =
        ["auc", "auroc", "auprc", "roc", "top", "loss", "logloss", "kappa", "qwk", "mcc", "error", "brier", "ece", "rmse", "mae"];

    /// <summary>The table without such lines; that of an accuracy stays, under the name that such lines have.</summary>
    public static FoundTable In(FoundTable table)
    {
        if (table.IsOfClassesAlone) return table;
        if (table.Rows.Where(row => AverageName.Of(row) is null && table.Figures(row).Count() > 1).Take(2).Count() < 2) return table;
        List<FoundRow> rows = [];
        List<(int Line, string Title, NamedFigure Figure, string Claim)> overall = [];
        List<string> notJudged = [];
        foreach (var row in table.Rows)
        {
            var figure = Named(table, row);
            if ((figure is null && !IsOfOtherMeasure(table, row)) || !IsOverall(table, row, rows)) rows.Add(row);
            else if (figure is null) notJudged.Add(row.Name);
            else if (AverageName.Of(row with { Name = figure.OwnName }) == Average.Accuracy
                && !table.Rows.Any(other => AverageName.Of(other) == Average.Accuracy)) rows.Add(row with { Name = figure.OwnName });
            else if (figure.Share(table.IsInPerCent(row)) is { } share)
                overall.Add((row.Line, row.Name, figure, $"{figure.OwnName}={share}"));
            else if (CellText.Score(figure.Value) is not null) notJudged.Add(row.Name);
            else rows.Add(row);
        }
        return table with { Rows = rows, Overall = [.. table.Overall, .. overall], NotJudged = [.. table.NotJudged, .. notJudged] };
    }

    /// <summary>Whether a line that is called as no average has one figure, and no images but those of all classes above.</summary>
    private static bool IsOverall(FoundTable table, FoundRow row, List<FoundRow> above)
    {
        if (AverageName.Of(row) is not null || (AverageName.MayBeClass(row) && above.Count < 2)) return false;
        string[] figures = [.. table.Figures(row).Select(figure => CellText.Plain(figure.Cell)).Distinct()];
        if (figures.Length != 1) return false;
        var images = Images(table, row);
        return images is null
            ? table.Figures(row).Count() == 1
            : images == above.Where(other => AverageName.Of(other) is null).Sum(other => Images(table, other) ?? 0);
    }

    /// <summary>The images of a line; <see langword="null"/> where none stand there, and 0 where something else does.</summary>
    private static long? Images(FoundTable table, FoundRow row)
    {
        var column = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i].Kind == ColumnKind.Support, -1);
        return column < 0 || CellText.IsEmpty(row.Cells[column]) ? null : SupportColumn.WholeInGroups(row.Cells[column]) ?? 0;
    }

    /// <summary>The figure of all classes that a line states; <see langword="null"/> if it states none.</summary>
    private static NamedFigure? Named(FoundTable table, FoundRow row) =>
        NamedFigure.Of(
            AverageName.MayBeClass(row) ? "accuracy" : row.Name, table.Figures(row).FirstOrDefault().Cell ?? "",
            NamedFigure.ManyClasses) is { } named
        // Other means are the affair of averages.
        && (named is { IsOverall: true, Figure.Scope: Scope.Whole } || named.IsBalancedAccuracy)
            ? named
            : null;

    private static bool IsOfOtherMeasure(FoundTable table, FoundRow row) =>
        Column.Plain(row.Name).Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Any(OtherMeasures.Contains)
        && Images(table, row) is null;
}

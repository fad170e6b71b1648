using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>
/// Lines with one figure of the whole table: the accuracy under another name, as <c>OA</c>, and kappa, Matthews' correlation, balanced
/// accuracy and error rate, which are taken out of the rows as claims. What names some other measure is named as not judged.
/// </summary>
internal static partial class OverallLines
{
    private const string Accuracy = "accuracy";

    private const string ErrorRate = "error_rate";

    /// <summary>Of more classes than two no name means one of them.</summary>
    private static readonly string[] Several = ["0", "1", "2"];

    private static readonly string[] OtherMeasures =
        ["auc", "auroc", "auprc", "roc", "top", "loss", "logloss", "kappa", "qwk", "mcc", "error", "brier", "ece", "rmse", "mae"];

    /// <summary>The table without such lines; that of an accuracy stays, under the name that such lines have.</summary>
    public static FoundTable In(FoundTable table)
    {
        if (table.IsOfClassesAlone) return table;
        if (table.Rows.Where(row => AverageName.Of(row) is null && table.Figures(row).Count() > 1).Take(2).Count() < 2) return table;
        List<FoundRow> rows = [];
        List<(int Line, string Title, string Claim)> overall = [];
        List<string> notJudged = [];
        foreach (var row in table.Rows)
        {
            var name = Named(row.Name);
            if ((name is null && !IsOfOtherMeasure(table, row)) || !IsOverall(table, row, rows)) rows.Add(row);
            else if (name is null) notJudged.Add(row.Name);
            else if (name == Accuracy && AverageName.Of(row with { Name = name }) == Average.Accuracy
                && !table.Rows.Any(other => AverageName.Of(other) == Average.Accuracy)) rows.Add(row with { Name = name });
            else if (MayBeOfOtherUnits(table, row, name)) notJudged.Add(row.Name);
            else if (Share(row, table.Figures(row).First().Cell) is { } figure) overall.Add((row.Line, row.Name, $"{name}={figure}"));
            else rows.Add(row);
        }
        return table with { Rows = rows, Overall = [.. table.Overall, .. overall], NotJudged = [.. table.NotJudged, .. notJudged] };
    }

    /// <summary>Whether a line that is called as no average has one figure, and no images but those of all classes above.</summary>
    private static bool IsOverall(FoundTable table, FoundRow row, List<FoundRow> above)
    {
        if (AverageName.Of(row) is not null) return false;
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
        if (column < 0 || CellText.IsEmpty(row.Cells[column])) return null;
        var plain = Marked().Replace(CellText.Plain(row.Cells[column]), "");
        return long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : 0;
    }

    /// <summary>The name of the claim that a line makes; <see langword="null"/> if it makes none.</summary>
    private static string? Named(string name)
    {
        var plain = Column.Plain(name);
        if (PublishedNames.Parse(plain, Several) is not var (figure, complement)) return null;
        return figure switch
        {
            { Scope: Scope.Whole, Score: Score.Accuracy } => complement ? ErrorRate : Accuracy,
            { Scope: Scope.Whole, Score: Score.Kappa } => "kappa",
            { Scope: Scope.Whole, Score: Score.MatthewsCorrelation } => "mcc",
            // Macro recall is the affair of averages.
            { Scope: Scope.Macro, Score: Score.Recall } when Balanced().IsMatch(plain) => "balanced_accuracy",
            _ => null,
        };
    }

    private static bool IsOfOtherMeasure(FoundTable table, FoundRow row) =>
        Column.Plain(row.Name).Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Any(OtherMeasures.Contains)
        && Images(table, row) is null;

    /// <summary>
    /// Whether nothing says, or two things do, of what unit a number of at most 1 is: of an error of 0.90 beside scores in per cent, or of
    /// one that is called per cent beside shares.
    /// </summary>
    private static bool MayBeOfOtherUnits(FoundTable table, FoundRow row, string name)
    {
        var cell = table.Figures(row).First().Cell;
        if (IsSigned(cell) || CellText.Score(cell) is not { } figure || figure.Value > 1) return false;
        var isInPerCent = table.Columns.Any(column => column is { Kind: ColumnKind.Figure, SaysPerCent: true })
            || table.Rows.SelectMany(table.Figures)
                .Any(own => IsSigned(own.Cell) || (CellText.Score(own.Cell) is { } score && score.Value > 1));
        return SaysPerCent(row) ? !isInPerCent || name != ErrorRate : isInPerCent && name == ErrorRate;
    }

    private static bool IsSigned(string cell) => cell.Contains('%', StringComparison.Ordinal);

    /// <summary>Whether a line's name says that its number is per cent.</summary>
    private static bool SaysPerCent(FoundRow row) => new Column(ColumnKind.Other, row.Name).SaysPerCent;

    /// <summary>A figure as a share: above 1 it is per cent, and where its line says so.</summary>
    private static PrintedFigure? Share(FoundRow row, string cell) => CellText.Score(cell) is not { } figure ? null
        : figure.Value <= 1 ? (SaysPerCent(row) && !IsSigned(cell) ? new(figure.Scaled, figure.Digits + 2) : figure)
        : figure.Value <= 100 ? new(figure.Scaled, figure.Digits + 2)
        : null;

    [GeneratedRegex(@"(?<=[0-9])[,.'’ ](?=[0-9]{3}(?![0-9]))|[.,]0+$")]
    private static partial Regex Marked();

    [GeneratedRegex(@"\bbal|\bbacc\b|^ba$")]
    private static partial Regex Balanced();
}

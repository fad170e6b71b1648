using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Single numbers that stand beside a table in a program's value: those that are a figure of all its classes are judged, the others named.
/// </summary>
/// <param name="Claims">The figures.</param>
/// <param name="NotJudged">The names of the others.</param>
internal sealed record DictionaryNumbers(IReadOnlyList<FigureClaim> Claims, IReadOnlyList<string> NotJudged)
{
    /// <summary>Reads the numbers beside a table.</summary>
    /// <param name="figures">The table, read.</param>
    /// <param name="table">The table as it was found.</param>
    /// <param name="rule">How figures were rounded.</param>
    public static DictionaryNumbers Of(AuditedFigures figures, FoundTable table, RoundingRule rule)
    {
        // One class of several is shown, or entities, of which accuracy is no figure.
        var areOfAll = figures.ClassNames.Count > 1
            && !table.Columns.Any(column => column.Kind == ColumnKind.Support && DictionaryRows.IsOfEntities(column.Title));
        // Means of relations or entities are mostly of those that are some, and leave out what is none.
        var haveOthers = figures.ClassNames.Any(AverageName.IsOfNoClass);
        List<FigureClaim> claims = [];
        List<string> notJudged = [];
        foreach (var (name, text) in table.Beside)
            if (areOfAll && !DictionaryRows.MayBeOfTraining(name, table.Beside.Select(other => other.Name))
                && Read(name, text, figures, rule) is { } claim && !(claim.Figure.IsMean && haveOthers))
                claims.Add(claim);
            else notJudged.Add(name);
        return new(claims, notJudged);
    }

    /// <summary>The figure; <see langword="null"/> of a number that is none, or of which it is not said how it was averaged.</summary>
    private static FigureClaim? Read(string name, string text, AuditedFigures figures, RoundingRule rule)
    {
        foreach (var value in (string[])[text, $"{text}%"])
            try
            {
                FigureClaim[] read = [.. LooseClaim.Read($"{name}={value}", figures, rule, 1)];
                return read is [var claim] && IsOfAll(claim, name) ? claim : null;
            }
            catch (BadInputException)
            {
                // No figure, or one in per cent: then it is one with the sign.
            }
        return null;
    }

    /// <summary>Whether a figure is of all classes: accuracy, kappa, Matthews' correlation, or a mean that says which it is.</summary>
    private static bool IsOfAll(FigureClaim claim, string name) =>
        (claim.Figure.IsMean || claim.Figure is { Scope: Scope.Whole, Score: Score.Accuracy or Score.Kappa or Score.MatthewsCorrelation })
        && (!claim.Complement || name.Contains("rate", StringComparison.OrdinalIgnoreCase));
}

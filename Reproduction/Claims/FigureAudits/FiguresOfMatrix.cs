using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>The figures beside a confusion matrix of a paste and no table.</summary>
/// <param name="source">What messages call the paste.</param>
/// <param name="input">What is said of it beside.</param>
/// <param name="options">The same of a report, as it was understood.</param>
/// <param name="paste">The paste.</param>
/// <param name="stated">What its lines state of the matrix.</param>
/// <param name="skipped">What is said of lines that hold something else.</param>
/// <param name="many">Whether it is one of several matrices and tables with figures.</param>
/// <param name="speaksOfFolds">Whether the text speaks of folds or means.</param>
internal sealed class FiguresOfMatrix(
    string source, AuditInput input, ReportOptions options, Paste paste, FiguresBeside stated, string? skipped, bool many,
    bool speaksOfFolds)
{
    /// <summary>How scores of classes are averaged, the one that is most often called by no name first.</summary>
    private static readonly string[] Averages = ["weighted", "macro", "micro"];

    /// <summary>Figures that stand below a matrix.</summary>
    /// <param name="figured">The figures.</param>
    /// <exception cref="BadInputException">The matrix cannot be read.</exception>
    public AuditedFigures Of(MatrixFigures figured)
    {
        var matrix = figured.Matrix ?? paste.Matrices.FirstOrDefault(matrix => figured.Has(matrix.FirstLine))
            ?? throw new BadInputException(
                $"{source}:{figured.FirstLine}: a confusion matrix that cannot be read, expected whole numbers, a line a class");
        return Of(matrix, figured);
    }

    /// <summary>Figures beside a confusion matrix and no table.</summary>
    public AuditedFigures Of(FoundMatrix matrix, MatrixFigures? figured)
    {
        var figures = OfCounts(matrix.Labelled[0], matrix, figured);
        if (matrix.Labelled is not [_, var turned] || MatrixCheck.Of(figures).NotPrinted.Count == 0) return figures;
        // Nothing says that rows are the images of a class, as scikit-learn has it.
        var other = OfCounts(turned, matrix, figured);
        return MatrixCheck.Of(other).NotPrinted.Count > 0
            ? figures
            : other with { Notes = [.. other.Notes, "its columns are the images of a class, its rows what they were taken for"] };
    }

    private AuditedFigures OfCounts(long[,] counts, FoundMatrix matrix, MatrixFigures? figured)
    {
        var names = matrix.ClassNames;
        if (figured?.Positive is { } own && !names.Contains(own))
            throw new BadInputException(
                $"{source}:{figured.FirstLine}: 'Positive' Class '{Shown.Short(own)}', expected one of the matrix's: "
                + string.Join(", ", names.Take(5).Select(Shown.Short)));
        var printed = (figured?.Figures ?? []).Where(figure => figure.Name != MatrixFigures.PositiveClass
            && CellText.Figure(figure.Text) is not null
            && (matrix.Classes == 2 || figure.Name is "accuracy" or "kappa" or MatrixFigures.ErrorRate
                || figure.Name.Contains('[', StringComparison.Ordinal)));
        List<string> notes = [
            $"read: a confusion matrix of {matrix.Classes} classes from line "
            + $"{matrix.FirstLine}{(figured is null && stated.Claims.Count == 0 ? "" : " and the figures beside it")}"];
        if (skipped is not null) notes.Add(skipped);
        notes.AddRange(stated.NotJudged);
        if (figured is { NotJudged.Count: > 0 }) notes.Add($"not judged: {string.Join(", ", figured.NotJudged)}");
        if (!many) notes.AddRange(paste.Matrices.Where(other => other != matrix).Select(MatricesBeside.NotJudged));
        var figures = new AuditedFigures(names, new(FoundMatrix.Supports(counts), []) { ClassNames = names })
        {
            Where = many ? $"{source}:{figured!.FirstLine}" : null,
            // Whoever holds claims against it says that it is one.
            Matrices = [matrix with { Counts = counts, Rows = MatrixRows.Labels, MayBeOfOthers = false }],
            IsRuleGiven = options.Rule is not null,
            Notes = notes,
            SpeaksOfFolds = speaksOfFolds,
        };
        var beside = printed.Select(figure => $"{figure.Name}={figure.Text}").ToList();
        AuditedFigures With(IEnumerable<string> own) =>
            PositiveClaims.With(
                figures, [.. beside, .. own, .. input.Claims], options.Rule, figured?.Positive ?? input.Positive ?? matrix.Positive);
        var read = With(stated.Claims);
        if (matrix.Classes != 2 || !MatrixCheck.Of(read).NotPrinted.Any(IsOfUnnamedClass)) return read;
        // Of two classes a precision that names none is the positive one's, or an average.
        string[] printedSo = [.. stated.Claims.Select(claim => Averages.Select(average => $"{average} {claim}")
            .FirstOrDefault(averaged => IsPrinted(figures, averaged), claim))];
        var averages = printedSo.Except(stated.Claims).ToList();
        if (averages.Count == 0) return read;
        var other = With(printedSo);
        return other with { Notes = [.. other.Notes, $"taken as averages: {string.Join(", ", averages.Select(Shown.Short))}"] };
    }

    /// <summary>Whether it is a precision, recall or F1 of which it is not said of what class.</summary>
    private static bool IsOfUnnamedClass(FigureClaim claim) =>
        claim is { Figure: { IsOfClass: true, Score: Score.Precision or Score.Recall or Score.F1 }, Complement: false }
        && claim.PublishedAs?.Contains('[', StringComparison.Ordinal) == false;

    /// <summary>Whether the matrix of figures prints one that names no class as an average.</summary>
    private bool IsPrinted(AuditedFigures figures, string average)
    {
        var name = ClaimText.Split(average).Name;
        return PublishedNames.Parse(name, figures.ClassNames) is ({ Score: Score.Precision or Score.Recall or Score.F1 }, false)
            && MatrixCheck.Of(figures.With([average], options.Rule, positive: 1)).NotPrinted.Count == 0;
    }
}

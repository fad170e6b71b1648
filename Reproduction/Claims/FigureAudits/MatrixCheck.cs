using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Whether a confusion matrix that was published with figures prints them.</summary>
/// <param name="Matrix">The matrix, rows the images of a class.</param>
/// <param name="IsOfTheseImages">Whether its rows add up to the supports, as they stand or exchanged with its columns.</param>
/// <param name="NotPrinted">Figures that it does not print.</param>
internal sealed record MatrixCheck(ConfusionMatrix Matrix, bool IsOfTheseImages, IReadOnlyList<FigureClaim> NotPrinted)
{
    /// <summary>What the matrix prints in the place of each figure.</summary>
    public IReadOnlyList<string> Reasons { get; private init; } = [];

    /// <summary>What messages call it.</summary>
    public string Title { get; private init; } = "";

    /// <summary>
    /// The matrix, and the reading of the figures, that print most of them; <see langword="null"/> where there is no matrix.
    /// </summary>
    /// <param name="found">All matrices beside the figures.</param>
    /// <param name="readings">All readings of the figures.</param>
    public static (MatrixCheck Check, Reading Reading)? Of(IReadOnlyList<FoundMatrix> found, IReadOnlyList<Reading> readings)
    {
        (MatrixCheck Check, Reading Reading)[] checks =
            [.. found.SelectMany(matrix => readings.Select(reading => (Of(matrix, reading.Question), reading)))];
        if (checks.Length == 0) return null;
        var own = checks.Where(check => check.Check.IsOfTheseImages).ToArray();
        var best = own.Length == 0 ? checks[0] : own.MinBy(check => check.Check.NotPrinted.Count);
        // Of several matrices of these images none need be of these predictions.
        return best.Check.NotPrinted.Count > 0 && own.DistinctBy(check => check.Check.Title)
            .Count() > 1 ? (best.Check with { IsOfTheseImages = false }, best.Reading) : best;
    }

    /// <summary>The one matrix of figures beside which there is no table.</summary>
    public static MatrixCheck Of(AuditedFigures figures) => Of(figures.Matrices[0], figures.Question);

    private static MatrixCheck Of(FoundMatrix found, CountQuestion question)
    {
        MatrixCheck? best = null;
        foreach (var counts in found.Labelled)
        {
            var matrix = new ConfusionMatrix(counts);
            var sums = Enumerable.Range(0, matrix.Classes).Select(matrix.Support);
            if (!sums.Take(question.Supports.Count).SequenceEqual(question.Supports)) continue;
            if (matrix.Classes > question.Supports.Count && !question.OtherClasses) continue;
            var own = Counts(matrix, question);
            FigureClaim[] missing = [.. question.Claims.Where(claim => !claim.Figure.IsOfImages && !Scores.Admits(claim, new(claim), own))];
            if (best is null || missing.Length < best.NotPrinted.Count)
                best = new(matrix, true, missing)
                {
                    Title = found.Title,
                    Reasons = [.. missing.Select(claim => Reason(claim, own, question, found.IsOfCounts))]
                };
        }
        return best ?? new(new(found.Counts), false, []) { Title = found.Title };
    }

    /// <summary>Whether the matrix prints every figure of a question.</summary>
    public static Possibility Verdict(ConfusionMatrix matrix, CountQuestion question) =>
        question.Claims.All(claim => claim.Figure.IsOfImages || Scores.Admits(claim, new(claim), Counts(matrix, question)))
            ? Possibility.Consistent
            : Possibility.Impossible;

    /// <summary>The counts of a question's classes, of which the matrix may have one more.</summary>
    public static Counts Counts(ConfusionMatrix matrix, CountQuestion question)
    {
        var classes = Enumerable.Range(0, question.Supports.Count);
        return new(question.Supports, [.. classes.Select(c => matrix[c, c])], [.. classes.Select(c => matrix.Predicted(c) - matrix[c, c])],
            question.Conventions);
    }

    private static string Reason(FigureClaim claim, Counts counts, CountQuestion question, bool isOfCounts)
    {
        var value = Scores.Variants(claim.Figure, counts).First();
        if (claim.Complement) value = 1 - value;
        return $"{(isOfCounts ? "these counts make" : "the matrix makes")} {claim.NameIn(question.ClassNames)} "
            + $"{(double.IsFinite(value) ? PrintedNumber.Fixed(value, Math.Min(12, claim.Printed.Digits + 2)) : "undefined")}, not "
            + $"{claim.Printed}.";
    }
}

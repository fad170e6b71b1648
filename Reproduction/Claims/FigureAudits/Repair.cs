using System.Numerics;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits;

/// <summary>The figure that, printed otherwise, would make all consistent.</summary>
/// <param name="Claim">The figure as it is printed.</param>
/// <param name="Instead">The nearest text with which it clashes with nothing.</param>
public sealed record Repair(FigureClaim Claim, PrintedFigure Instead)
{
    private const int Farthest = 200;
    private const int Most = 3;

    /// <summary>By how many units of its last digit the figure is changed.</summary>
    internal BigInteger Units => BigInteger.Abs(Instead.Scaled - Claim.Printed.Scaled);

    /// <summary>Whether no figure can be changed by less.</summary>
    internal bool IsOfOneUnit => Units.IsOne;

    /// <summary>The nearest ones, of the figures that clash: another figure cannot mend them.</summary>
    internal static IReadOnlyList<Repair> Of(CountQuestion question, IReadOnlyList<FigureClaim> conflict, TimeSpan budget)
    {
        var clock = new ProcessorTime();
        List<FigureClaim> candidates = [];
        // Left out, it must be the only obstacle.
        foreach (var claim in conflict.Where(claim => !claim.Figure.IsOfImages).OrderBy(claim => claim.Figure.IsOfClass))
        {
            if (clock.Elapsed > budget / 2) break;
            if (IntegerAudit.Possible(With(question, claim, null), budget / 8) == Possibility.Consistent) candidates.Add(claim);
        }
        List<Repair> found = [];
        for (var units = 1; units <= Farthest && candidates.Count > 0 && found.Count == 0; units++)
            foreach (var claim in candidates)
                foreach (var by in new BigInteger[] { units, -units })
                {
                    if (clock.Elapsed > budget) return [.. found.Take(Most)];
                    var instead = claim.Printed with { Scaled = claim.Printed.Scaled + by };
                    if (instead.Scaled.Sign >= 0 && instead.Value <= 1
                        && IntegerAudit.Possible(With(question, claim, instead), budget / 8) == Possibility.Consistent)
                        found.Add(new(claim,
                            instead));
                }
        return [.. found.Take(Most)];
    }

    /// <summary>The one figure that a matrix does not print, as it prints it: none where it does not print several.</summary>
    internal static IReadOnlyList<Repair> Of(MatrixCheck matrix, CountQuestion question) =>
        matrix.NotPrinted is [var only] && Printed(only, MatrixCheck.Counts(matrix.Matrix, question)) is { } instead
            ? [new(only, instead)]
            : [];

    /// <summary>What counts print in the place of a figure; <see langword="null"/> where that is undefined.</summary>
    private static PrintedFigure? Printed(FigureClaim claim, Counts counts)
    {
        if (claim.Figure.Score == Score.Auroc) return null;
        var value = Scores.Variants(claim.Figure, counts).First();
        if (claim.Complement) value = 1 - value;
        if (!double.IsFinite(value)) return null;
        if (PrintedFigure.Parse(PrintedNumber.Fixed(value, claim.Printed.Digits)) is not { } nearest) return null;
        // Where digits are cut off, it may be the one next to it.
        return new BigInteger[] { 0, -1, 1 }.Select(by => nearest with { Scaled = nearest.Scaled + by })
            .FirstOrDefault(printed => claim with { Printed = printed, IsOfSinglePrecision = false } is var other
                && Scores.Admits(other, new(other), counts));
    }

    private static CountQuestion With(CountQuestion question, FigureClaim claim, PrintedFigure? instead) => question with
    {
        Claims =
            [.. question.Claims.SelectMany(other => !ReferenceEquals(other, claim) && other != claim
                ? [other]
                : instead is null
                ? Array.Empty<FigureClaim>()
                // What mends it is what would be printed of the exact value.
                : [other with { Printed = instead, IsOfSinglePrecision = false }])],
    };
}

using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Reasons;

/// <summary>Clashes that need no counts: a mean of printed figures that is not the printed mean, and classes of one size.</summary>
internal static class SchoolArithmetic
{
    private const int MostTerms = 12;

    /// <summary>The clash in one line; <see langword="null"/> if it is not of this kind.</summary>
    public static string? Of(CountQuestion question, IReadOnlyList<FigureClaim> conflict) =>
        OneSize(question, conflict) ?? conflict.Select(claim => Mean(question, claim)).FirstOrDefault(line => line is not null);

    private static string? Mean(CountQuestion question, FigureClaim mean)
    {
        if (!mean.Figure.IsMean || mean.Complement) return null;
        var classes = question.Supports.Count;
        var terms = Enumerable.Range(0, classes).Where(c => !question.Conventions.LeftOut.Contains((mean.Figure.Score, c))).ToArray();
        FigureClaim[] own =
            [.. terms.Select(c =>
                question.Claims.FirstOrDefault(claim =>
                    claim.Figure == FigureName.Of(mean.Figure.Score, c) with { Parameter = mean.Figure.Parameter } && !claim.Complement))
                        .OfType<FigureClaim>()];
        if (own.Length != terms.Length || own.Length == 0) return null;
        var weighted = mean.Figure.Scope == Scope.Weighted;
        Rational Weight(FigureClaim claim) => weighted ? question.Supports[claim.Figure.Class] : 1;
        var weights = own.Aggregate((Rational)0, (sum, claim) => sum + Weight(claim));
        if (weights == 0) return null;
        Rational Average(Func<FigureClaim, Rational> value) =>
            own.Aggregate((Rational)0, (sum, claim) => sum + Weight(claim) * value(claim)) / weights;
        var (low, high, admission) =
            (Average(claim => new Admission(claim).Low), Average(claim => new Admission(claim).High), new Admission(mean));
        if (low <= admission.High && high >= admission.Low) return null;
        var digits = mean.Printed.Digits + 1;
        var sum = own.Length > MostTerms
            ? $"the {(weighted ? "weighted " : "")}mean of the {own.Length} printed figures"
            : $"({string.Join(" + ", own.Select(claim => $"{(weighted ? $"{question.Supports[claim.Figure.Class].ToString(CultureInfo.InvariantCulture)}·" : "")}{claim.Printed}"))})/{weights}";
        return $"{mean.NameIn(question.ClassNames)} is the {(weighted ? "weighted " : "")}mean of the classes' figures: {sum} = "
            + $"{Average(claim => claim.Printed.Value).ToString(digits)}, and whatever was rounded away it lies between "
            + $"{low.ToString(digits)} and {high.ToString(digits)}, not at {mean.Printed}.";
    }

    private static string? OneSize(CountQuestion question, IReadOnlyList<FigureClaim> conflict)
    {
        if (conflict.Count != 2 || question.Conventions != Conventions.Usual
            || question.Supports.Any(support => support != question.Supports[0]))
            return null;
        var (one, other) = (conflict[0], conflict[1]);
        if (!IsPlainMean(one.Figure) || !IsPlainMean(other.Figure) || Kind(one.Figure) != Kind(other.Figure)) return null;
        var (a, b) = (new Admission(one), new Admission(other));
        return a.High < b.Low || b.High < a.Low
            ? $"all classes have {Numbers.Whole(question.Supports[0])} images, so {one.NameIn(question.ClassNames)} and "
                + $"{other.NameIn(question.ClassNames)} are the same number: it is not both {one.Printed} and {other.Printed}."
            : null;
    }

    private static bool IsPlainMean(FigureName figure) => figure.IsMean || figure is { Scope: Scope.Whole, Score: Score.Accuracy };

    /// <summary>Accuracy is the weighted recall.</summary>
    private static (Score, decimal) Kind(FigureName figure) =>
        (figure.Score == Score.Accuracy ? Score.Recall : figure.Score, figure.Parameter);
}

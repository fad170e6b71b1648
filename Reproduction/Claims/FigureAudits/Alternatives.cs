using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Less usual ways in which programs compute a table, under which figures that are impossible otherwise would be consistent.
/// </summary>
internal static class Alternatives
{
    public static IReadOnlyList<string> Of(Reading reading, AuditedFigures figures, TimeSpan budget)
    {
        var question = reading.Question;
        List<string> found = [];
        if (WeightedAsMacro(question) is { } weighted && Holds(weighted))
            found.Add("the line of the macro average is the weighted average (a known fault of older seqeval)");
        else if (WeightedAsMacro(question) is { } both
            && Without(both, claim => claim.Figure is { Scope: Scope.Micro, Score: not Score.Recall }) is { } more && Holds(more))
            found.Add(
                "the line of the macro average is the weighted average (a known fault of older seqeval), and the micro average counts "
                + "predictions of classes that are not listed");
        if (figures.Report is null)
            foreach (var (scope, words) in new[] { (Scope.Weighted, "weighted"), (Scope.Macro, "macro") })
                if (Unqualified(question, scope) is { } averaged && Holds(averaged))
                    found.Add($"what names no class is the {words} average, not of the positive class");
        if (Without(question, claim => claim.Figure is { Scope: Scope.Macro, Score: Score.F1 }) is { } means && FromMeans(question)
            && Holds(means))
            found.Add("the macro F1 is the F1 of the mean precision and the mean recall, not the mean of the F1s");
        if (Without(question, claim => claim.Figure is { IsOfClass: true, Score: Score.F1 }) is { } rounded && FromRounded(question)
            && Holds(rounded))
            found.Add("each F1 was computed from the rounded precision and recall");
        if (figures.Report is not null && WithRejected(question, isAveraged: false) is { } rejected)
        {
            if (Holds(rejected))
                found.Add("some images were taken for none of these classes");
            else if (question.Claims.Any(claim => claim.Figure.Scope == Scope.Macro)
                && WithRejected(question, isAveraged: true) is { } averaged && Holds(averaged))
                found.Add("some images were taken for none of these classes, which macro averages count as one class more");
        }
        if ((figures.Report is null || figures.SpeaksOfFolds) && question.Conventions.Others is null
            && OverFolds.Admitting(question, budget) is { } folds)
            found.Add($"the figures are means over folds ({folds}), not of one test set (see --folds)");
        return found;

        bool Holds(CountQuestion other) => IntegerAudit.Possible(other, budget) == Possibility.Consistent;
    }

    private static CountQuestion? WeightedAsMacro(CountQuestion question) =>
        question.Claims.Any(claim => claim.Figure.Scope == Scope.Macro)
            && question.Claims.All(claim => claim.Figure.Scope != Scope.Weighted)
            ? question with
            {
                Claims =
                    [.. question.Claims.Select(claim => claim.Figure.Scope == Scope.Macro
                        ? claim with { Figure = claim.Figure with { Scope = Scope.Weighted } }
                        : claim)]
            }
            : null;

    /// <summary>
    /// The question with one class more that has no images, for what was rejected or answered otherwise; <see langword="null"/> where its
    /// figures are not of all classes together, or say something else of such a class.
    /// </summary>
    private static CountQuestion? WithRejected(CountQuestion question, bool isAveraged)
    {
        if (question.OtherClasses || question.Conventions is not { Others: null, Tables: null }
            || !question.Claims.All(claim => claim.Figure is { IsOfClass: true, Score: not Score.Auroc }
                or { IsMean: true, Score: not Score.AurocOvrMacro }
                or { Scope: Scope.Whole, Score: Score.Accuracy or Score.Images or Score.Kappa or Score.MatthewsCorrelation }))
            return null;
        var rejected = question.Supports.Count;
        var averaged = question.Claims.Where(claim => claim.Figure.IsMean).Select(claim => claim.Figure.Score).Distinct();
        IReadOnlySet<(Score, int)> leftOut = isAveraged
            ? question.Conventions.LeftOut
            : question.Conventions.LeftOut.Concat(averaged.Select(score => (score, rejected))).ToHashSet();
        return question with
        {
            Supports = [.. question.Supports, 0],
            Conventions = question.Conventions with { LeftOut = leftOut },
            ClassNames = null,
        };
    }

    /// <summary>The question with precision, recall and F1 that name no class as averages; <see langword="null"/> where none do.</summary>
    private static CountQuestion? Unqualified(CountQuestion question, Scope scope)
    {
        bool IsUnqualified(FigureClaim claim) => claim.Figure is { IsOfClass: true, Score: Score.Precision or Score.Recall or Score.F1 }
            && claim.PublishedAs is { } name && !name.Contains('[', StringComparison.Ordinal) && !claim.Complement;
        return question.Claims.Any(IsUnqualified)
            ? question with
            {
                Claims = [.. question.Claims.Select(claim => IsUnqualified(claim)
                    ? claim with { Figure = new(claim.Figure.Score, scope) } : claim)],
            }
            : null;
    }

    private static CountQuestion? Without(CountQuestion question, Func<FigureClaim, bool> left) =>
        question.Claims.Any(left) ? question with { Claims = [.. question.Claims.Where(claim => !left(claim))] } : null;

    private static bool FromMeans(CountQuestion question)
    {
        FigureClaim? Of(Score score) => question.Claims.FirstOrDefault(claim => claim.Figure == FigureName.Macro(score));
        return Of(Score.Precision) is { } precision && Of(Score.Recall) is { } recall && Of(Score.F1) is { } f1
            && IsHarmonic(precision, recall, f1, exact: false);
    }

    private static bool FromRounded(CountQuestion question)
    {
        for (var c = 0; c < question.Supports.Count; c++)
        {
            FigureClaim? Of(Score score) => question.Claims.FirstOrDefault(claim => claim.Figure == FigureName.Of(score, c));
            if (Of(Score.F1) is { } f1
                && !(Of(Score.Precision) is { } precision && Of(Score.Recall) is { } recall
                    && IsHarmonic(precision, recall, f1, exact: true))) return false;
        }
        return true;
    }

    /// <summary>Whether an F1 is printed by two figures as they stand, or by values that they may be of.</summary>
    private static bool IsHarmonic(FigureClaim precision, FigureClaim recall, FigureClaim f1, bool exact)
    {
        var (p, r, f) = (new Admission(precision), new Admission(recall), new Admission(f1));
        Rational Mean(Rational a, Rational b) => a + b == 0 ? 0 : a * b * 2 / (a + b);
        if (exact) return f.MayAdmit(Mean(precision.Printed.Value, recall.Printed.Value));
        return Mean(p.High, r.High) >= f.Low && Mean(p.Low < 0 ? 0 : p.Low, r.Low < 0 ? 0 : r.Low) <= f.High;
    }
}

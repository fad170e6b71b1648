using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Whether figures that no one test set has may be means over folds of it.</summary>
internal static class OverFolds
{
    private static readonly int[] Usual = [5, 10];
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <summary>Folds over which they may be means, in words; <see langword="null"/> if none of those that were tried are.</summary>
    /// <param name="question">Figures of one test set.</param>
    /// <param name="budget">Time to spend.</param>
    public static string? Admitting(CountQuestion question, TimeSpan budget)
    {
        var classes = question.Supports.Count;
        FigureClaim[] scores = [.. question.Claims.Where(claim => !claim.Figure.IsOfImages)];
        if (classes < 2 || question.Supports.Any(support => support == 0)
            || scores.Any(claim => FoldClaims.Mean(claim.Figure, classes, 1) is null)) return null;
        FigureClaim[] claims = [.. scores.Select(claim => claim with { Figure = FoldClaims.Mean(claim.Figure, classes, 1)!.Value })];
        var clock = new ProcessorTime();
        long[] set = [.. question.Supports];
        // Sums of hits and false alarms are soon decided, so that all ways to mix two folds can be tried.
        var most = claims.All(claim => CountProblem.IsSum(claim.Figure.Score)) ? Most : budget;
        foreach (var k in Usual.Where(k => set.All(support => support >= k)))
            if (Admits(FoldPlan.Stratified([set], k, 1).Plans[0])) return $"{k} stratified folds, say";
        if (classes != 2) return null;
        return FoldPlan.Mixed(set, 2).Plans.Any(Admits) ? "two folds, say, whose classes are mixed otherwise" : null;

        bool Admits(FoldPlan plan) => clock.Elapsed < most && FoldQuestion.Of(plan, claims, 1) is { } over
            && IntegerAudit.Possible(over, budget / 8) == Possibility.Consistent;
    }
}

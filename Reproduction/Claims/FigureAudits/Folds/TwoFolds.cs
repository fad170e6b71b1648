using Reproduction.Claims.Counting;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Whether figures that no one test set has may be means over two folds of it.</summary>
internal static class TwoFolds
{
    private const int Tried = 20;

    public static bool Admit(CountQuestion question, TimeSpan budget)
    {
        if (question.Supports.Count != 2 || question.Claims.Any(claim => FoldClaims.Mean(claim.Figure, 2, 1) is null)) return false;
        FigureClaim[] claims = [.. question.Claims.Select(claim => claim with { Figure = FoldClaims.Mean(claim.Figure, 2, 1)!.Value })];
        // From even to lopsided, a few of each.
        var plans = FoldPlan.Mixed([.. question.Supports], 2).Plans;
        foreach (var plan in plans.Where((_, i) => i % Math.Max(1, plans.Count / Tried) == 0))
            if (IntegerAudit.Possible(FoldClaims.Question(plan, claims, 1), budget / Tried) == Possibility.Consistent) return true;
        return false;
    }
}

using Reproduction.Claims.Counting;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Everything that an audit of figures says.</summary>
/// <param name="Figures">What was audited.</param>
/// <param name="Answer">The verdict with its evidence.</param>
/// <param name="OtherRules">The verdict if every figure had been rounded by one of the other rules.</param>
/// <param name="Intervals">Exactly which values of the disparities the figures admit, where they were asked for and found.</param>
public sealed record FiguresAudit(
    AuditedFigures Figures, CountAnswer Answer, IReadOnlyList<(RoundingRule Rule, Possibility Possibility)> OtherRules,
    IReadOnlyList<(FigureName Figure, ExactInterval Interval)> Intervals)
{
    private static readonly RoundingRule[] Rules = [RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate];

    /// <summary>Audits figures.</summary>
    /// <param name="figures">What to audit.</param>
    /// <param name="budget">Time after which the verdict is undecided.</param>
    public static FiguresAudit Of(AuditedFigures figures, TimeSpan? budget = null)
    {
        var question = figures.Question;
        var answer = IntegerAudit.Decide(question, budget);
        var used = question.Claims.Select(claim => claim.Rule).Distinct().ToArray();
        var others = Rules.Where(rule => used is not [var only] || only != rule)
            .Select(rule => (rule, IntegerAudit.Possible(question.Under(rule), (budget ?? IntegerAudit.DefaultBudget) / 4))).ToArray();
        List<(FigureName, ExactInterval)> intervals = [];
        if (answer.Possibility == Possibility.Consistent)
            foreach (var figure in new[] { FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap })
                if (Interval(question with { Claims = [.. question.Claims.Where(claim => claim.Figure != figure)] }, figure, (budget ?? IntegerAudit.DefaultBudget) / 8) is { } interval) intervals.Add((figure, interval));
        return new(figures, answer, others, intervals);
    }

    /// <summary>
    /// The figure's values under the figures' rule. Where that may be any of the three, the hull of the three intervals, of which
    /// values between two of them may be none's.
    /// </summary>
    private static ExactInterval? Interval(CountQuestion question, FigureName figure, TimeSpan budget)
    {
        if (question.Claims.All(claim => claim.Rule != RoundingRule.Any)) return IntegerAudit.Interval(question, figure, budget);
        ExactInterval? hull = null;
        foreach (var rule in Rules)
        {
            var under = question.TakingAnyAs(rule);
            if (IntegerAudit.Possible(under, budget) == Possibility.Impossible) continue;
            if (IntegerAudit.Interval(under, figure, budget) is not { } own) return null;
            hull = hull is null
                ? own
                : new(hull.Low < own.Low ? hull.Low : own.Low, hull.High > own.High ? hull.High : own.High, Attained: hull.Attained && own.Attained);
        }
        return hull;
    }
}

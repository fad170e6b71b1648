using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Reasons;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting;

/// <summary>
/// Decides whether published figures can be true together: a statement about whole numbers of images, decided in whole
/// numbers. Sound: what could have been printed is never called impossible, and a consistent answer shows the counts.
/// </summary>
public static class IntegerAudit
{
    /// <summary>Time after which a question is left undecided.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(20);

    /// <summary>Decides, with witness or conflict and reasons.</summary>
    /// <param name="question">Supports and figures.</param>
    /// <param name="budget">Time to spend; <see cref="DefaultBudget"/> if not given.</param>
    /// <exception cref="BadInputException">Supports or figures that make no question, such as a class that is not there.</exception>
    public static CountAnswer Decide(CountQuestion question, TimeSpan? budget = null)
    {
        var clock = new ProcessorTime();
        var whole = budget ?? DefaultBudget;
        var answer = Verdict(question, whole);
        return answer.Possibility == Possibility.Impossible ? Clash(question, whole - clock.Elapsed) : answer;
    }

    /// <summary>Decides with a witness, but without looking for a conflict and reasons.</summary>
    /// <param name="question">Supports and figures.</param>
    /// <param name="budget">Time to spend.</param>
    internal static CountAnswer Verdict(CountQuestion question, TimeSpan budget)
    {
        var decision = Decision.On(question, budget);
        return new(decision.Possibility)
        {
            Witness = decision.Counts is { } counts ? MisclassifiedImages.Dealt(counts, question.OtherClasses) : null,
            Progress = decision.Progress,
        };
    }

    /// <summary>The conflict of figures that are known to be impossible, with reasons.</summary>
    /// <param name="question">Supports and figures.</param>
    /// <param name="budget">Time to spend.</param>
    internal static CountAnswer Clash(CountQuestion question, TimeSpan budget)
    {
        // Of "any" rule every one clashes; the reason is given for printf.
        var shown = question.TakingAnyAs(RoundingRule.Printf);
        var most = Effort.Conflict(question.Supports.Count);
        var (conflict, irreducible, smallest) = Conflict.In(shown, budget < most ? budget : most);
        return new(Possibility.Impossible)
        {
            Conflict = conflict,
            ConflictIsIrreducible = irreducible,
            ConflictIsSmallest = smallest,
            Reasons = Reasoning.For(shown, conflict)
        };
    }

    /// <summary>Decides without looking for reasons or a conflict: the possibility under another rounding rule, say.</summary>
    /// <param name="question">Supports and figures.</param>
    /// <param name="budget">Time to spend; <see cref="DefaultBudget"/> if not given.</param>
    public static Possibility Possible(CountQuestion question, TimeSpan? budget = null) =>
        Decision.On(question, budget ?? DefaultBudget).Possibility;

    /// <summary>
    /// Whether no other counts than those of a consistent answer print the figures: known of two classes, and where each class's own
    /// figures leave one pair.
    /// </summary>
    /// <param name="question">Supports and figures.</param>
    internal static bool IsOnlyAnswer(CountQuestion question)
    {
        if (question.Claims.Any(claim => claim.Rule == RoundingRule.Any)) return false;
        var problem = CountProblem.Of(question);
        return TwoClasses.Covers(problem)
            ? new TwoClasses(problem).HasOne(Effort.TwoClassSteps / 4)
            : problem.Domains.All(domain => domain.Pairs == 1);
    }

    /// <summary>Exactly which values of a disparity, accuracy or an average the figures admit.</summary>
    /// <param name="question">Supports and figures, without a figure of the figure itself.</param>
    /// <param name="figure">Disparate impact, recall ratio, recall gap, accuracy or macro recall.</param>
    /// <param name="budget">Time to spend; <see cref="DefaultBudget"/> if not given.</param>
    /// <returns>The ends, or <see langword="null"/> if the figures cannot be true together or time ran out.</returns>
    public static ExactInterval? Interval(CountQuestion question, FigureName figure, TimeSpan? budget = null) =>
        Interval(question, figure, budget ?? DefaultBudget, null);

    /// <summary>The same from counts that print the figures.</summary>
    internal static ExactInterval? Interval(CountQuestion question, FigureName figure, TimeSpan budget, Counts? known)
    {
        if (figure is not ({ IsDisparity: true } or { Score: Score.Accuracy } or { Scope: Scope.Macro, Score: Score.Recall }))
            throw new ArgumentException($"{figure} is no disparity, accuracy or macro recall.", nameof(figure));
        return new Extremes(question with { Claims = [.. question.Claims.Where(claim => claim.Figure.Score != Score.AurocOvrMacro)] },
            figure, budget)
        { Known = known }.Within();
    }
}

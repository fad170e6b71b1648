using System.Diagnostics;

namespace Reproduction.Claims.Counting;

/// <summary>Whether figures can be true together, and counts that show it.</summary>
/// <param name="Possibility">The verdict.</param>
/// <param name="Counts">Counts that hold, if consistent.</param>
/// <param name="Progress">How far the search came, if undecided.</param>
internal sealed record Decision(Possibility Possibility, Counts? Counts = null, string? Progress = null)
{
    /// <summary>So many combinations of options are tried one by one before the constraint solver is asked.</summary>
    private const long Tries = 60_000;

    /// <summary>So many options the constraint solver is given.</summary>
    private const int MostOptions = 120_000;

    private const long TwoClassSteps = 200_000_000;

    private static readonly Decision Impossible = new(Possibility.Impossible);

    public static Decision On(CountQuestion question, TimeSpan budget)
    {
        if (!question.Claims.Any(claim => claim.Rule == RoundingRule.Any)) return OnOneRule(question, budget);
        Decision? undecided = null;
        foreach (var rule in new[] { RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate })
        {
            var decision = OnOneRule(question with { Claims = [.. question.Claims.Select(claim => claim.Rule == RoundingRule.Any ? claim with { Rule = rule } : claim)] }, budget / 3);
            if (decision.Possibility == Possibility.Consistent) return decision;
            if (decision.Possibility == Possibility.Undecided) undecided = decision;
        }
        return undecided ?? Impossible;
    }

    private static Decision OnOneRule(CountQuestion question, TimeSpan budget)
    {
        var clock = Stopwatch.StartNew();
        var areas = question.Claims.Where(claim => claim.Metric.Score == Score.AurocOvrMacro).Select(claim => AurocGrain.Possible(claim, question.Supports)).ToArray();
        if (areas.Contains(Possibility.Impossible)) return Impossible;
        var decision = OnCounts(CountProblem.Of(question), clock, budget);
        return decision.Possibility == Possibility.Consistent && areas.Contains(Possibility.Undecided)
            ? new(Possibility.Undecided, Progress: "auroc_ovr_macro lies so near 0 or 1 that not every multiple of its grain is a sum of areas")
            : decision;
    }

    private static Decision OnCounts(CountProblem problem, Stopwatch clock, TimeSpan budget)
    {
        if (problem.Clashes) return Impossible;
        if (TwoClasses.Covers(problem))
            return Of(new TwoClasses(problem).Run(TwoClassSteps)) ?? Undecided("two classes so large that their counts could not all be tried", clock);
        var options = Options.Of(problem, MostOptions);
        if (options is not null && Of(new Enumeration(problem, options).Run(Tries)) is { } tried) return tried;
        if (options is null && problem.NeedsFalseAlarms) return Undecided("classes without figures of their own", clock);
        ClassOption[]?[] own = [.. Enumerable.Range(0, problem.Classes).Select(c => problem.Domains[c].IsBox && !problem.NeedsFalseAlarms ? null : options?[c])];
        foreach (var search in new Func<TimeSpan, SearchResult>[]
        {
            left => new SolverModel(problem, own, wide: true).Run(left),
            left => new SolverModel(problem, own, wide: false).Run(left / 2) is { End: SearchEnd.Found } found ? found : new(SearchEnd.Stopped),
            left => new SolverModel(problem, own, wide: true).RunThroughAll(left),
        })
            if (Of(search(budget - clock.Elapsed)) is { } decided) return decided;
        return Undecided("the constraint solver found no end", clock);
    }

    private static Decision? Of(SearchResult result) => result.End switch
    {
        SearchEnd.Found => new(Possibility.Consistent, result.Counts),
        SearchEnd.Exhausted => Impossible,
        _ => null,
    };

    private static Decision Undecided(string why, Stopwatch clock) => new(Possibility.Undecided, Progress: $"{why} ({clock.Elapsed.TotalSeconds:F1} s)");
}

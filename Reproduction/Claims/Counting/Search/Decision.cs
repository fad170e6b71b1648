using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>Whether figures can be true together, and counts that show it.</summary>
/// <param name="Possibility">The verdict.</param>
/// <param name="Counts">Counts that hold, if consistent.</param>
/// <param name="Progress">How far the search came, if undecided.</param>
internal sealed record Decision(Possibility Possibility, Counts? Counts = null, string? Progress = null)
{
    private static readonly Decision Impossible = new(Possibility.Impossible);

    public static Decision On(CountQuestion question, TimeSpan budget)
    {
        if (!question.Claims.Any(claim => claim.Rule == RoundingRule.Any)) return OnOneRule(question, budget);
        Decision? undecided = null;
        foreach (var rule in new[] { RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate })
        {
            var decision = OnOneRule(question.TakingAnyAs(rule), budget / 3);
            if (decision.Possibility == Possibility.Consistent) return decision;
            if (decision.Possibility == Possibility.Undecided) undecided = decision;
        }
        return undecided ?? Impossible;
    }

    private static Decision OnOneRule(CountQuestion question, TimeSpan budget)
    {
        var clock = new ProcessorTime();
        var areas = question.Claims.Where(claim => AurocGrain.Decides(claim.Figure, question))
            .Select(claim => AurocGrain.Possible(claim, question.Supports)).ToArray();
        if (areas.Contains(Possibility.Impossible) || GeneralBounds.Clash(question.Claims, question.Conventions) is not null)
            return Impossible;
        // Hits are at most the images whose class is among the k likeliest.
        var tops = question.Claims.Where(claim => claim.Figure.Score == Score.TopAccuracy)
            .Select(claim => GeneralBounds.Top(claim, question.Supports)).ToArray();
        if (tops.Any(top => top.Why is not null)) return Impossible;
        var decision = OnCounts(CountProblem.Of(question, [.. tops.Select(top => (FigureName.Accuracy, Admission.Between(-1, top.Most)))]),
            clock, budget);
        return decision.Possibility == Possibility.Consistent && areas.Contains(Possibility.Undecided)
            ? new(Possibility.Undecided,
                Progress: "the area under the curve lies so near 0 or 1 that not every multiple of its grain is a sum of areas")
            : decision;
    }

    /// <summary>Decides a problem that has no areas under curves.</summary>
    public static Decision OnCounts(CountProblem problem, ProcessorTime clock, TimeSpan budget)
    {
        if (problem.Clashes) return Impossible;
        if (TwoClasses.Covers(problem))
            return Of(new TwoClasses(problem).Run(Effort.TwoClassSteps))
                ?? Undecided("two classes so large that their counts could not all be tried", clock);
        if (problem.HasSpread && new LocalSearch(problem).Run(null, Effort.LocalSteps) is { End: SearchEnd.Found } alike) return Of(alike)!;
        if (problem.IsLinear)
            return Solved(problem, new Cell[]?[problem.Classes], clock, budget) ?? Undecided("the constraint solver came to no end", clock);
        var options = Options.Of(problem, Effort.MostOptions);
        if (options is not null && Of(new Enumeration(problem, options).Run(Effort.TriesIn(budget, problem.Classes))) is { } tried)
            return tried;
        if (options is not null && TwinTie.Of(problem, options) is { } tie)
            return tie.Refuted
                ? Impossible
                : Of(new SolverModel(problem, Cells(problem, options), wide: true).Run(Shorter(budget / 2, Effort.Twins)))
                    ?? Of(tie.Run(Shorter(budget / 2, Effort.Twins))) ?? Undecided(tie.Words, clock);
        if (options is not null && problem.NeedsFalseAlarms && problem.Classes > Effort.Few && new LocalSearch(problem)
            .Run(null, (int)(Effort.LocalSteps / 4 * Math.Clamp(budget.TotalSeconds, 0.03, 1))) is { End: SearchEnd.Found } near)
            return Of(near)!;
        if (options is null && (problem.NeedsFalseAlarms || problem.Domains.Any(domain => !domain.IsBox)))
            return InCells(problem, clock, budget);
        return Solved(problem, Cells(problem, options), clock, budget) ?? Undecided("the constraint solver came to no end", clock);
    }

    private static Decision? Solved(CountProblem problem, Cell[]?[] cells, ProcessorTime clock, TimeSpan budget)
    {
        if (Of(new SolverModel(problem, cells, wide: true).Run(budget - clock.Elapsed)) is { } decided) return decided;
        if (clock.Elapsed > budget) return null;
        // Counts that all but hold: some mean ties at a last digit. Those that are no tie first, then one after the other.
        if (new SolverModel(problem, cells, wide: false)
            .Run(Shorter((budget - clock.Elapsed) / 2, Effort.Ties)) is { End: SearchEnd.Found } found) return Of(found);
        if (clock.Elapsed > budget) return null;
        return Of(new SolverModel(problem, cells, wide: true).RunThroughAll(Shorter(budget - clock.Elapsed, Effort.Ties)));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static Cell[]?[] Cells(CountProblem problem, ClassOption[][]? options) =>
        [.. Enumerable.Range(0, problem.Classes)
            .Select(c => problem.Domains[c].IsBox && !problem.NeedsFalseAlarms ? null : options![c].Select(Cell.Of).ToArray())];

    /// <summary>
    /// Classes with too many pairs to try: all of them are covered with cells. Where no cells fit together there is no solution;
    /// where some do, a local search starts there, and if it finds nothing, the cells are made smaller.
    /// </summary>
    private static Decision InCells(CountProblem problem, ProcessorTime clock, TimeSpan budget)
    {
        var search = new LocalSearch(problem);
        Counts? near = null;
        for (var most = Math.Clamp(1000 / problem.Classes, 12, 100); clock.Elapsed < budget; most *= 3)
        {
            var nearest = search.Run(near, Effort.LocalSteps);
            if (nearest.End != SearchEnd.Found) nearest = Around(problem, nearest.Counts!, clock, budget);
            if (nearest.End == SearchEnd.Found) return Of(nearest)!;
            Cell[][] cells = [.. Enumerable.Range(0, problem.Classes).Select(c => Cell.Covering(problem, c, most))];
            var result = new SolverModel(problem, cells, wide: true).Run((budget - clock.Elapsed) / 3);
            if (Of(result) is { } decided) return decided;
            near = result.Counts;
        }
        return Undecided("classes without figures of their own leave too many counts to try", clock);
    }

    /// <summary>Tries the pairs around counts that all but hold.</summary>
    private static SearchResult Around(CountProblem problem, Counts near, ProcessorTime clock, TimeSpan budget)
    {
        var around = Options.Around(problem, near, 3);
        if (around.Any(own => own.Length == 0)) return new(SearchEnd.Stopped);
        var tried = new Enumeration(problem, around).Run(Effort.Tries / 4);
        if (tried.End == SearchEnd.Found || around.Sum(own => own.Length) > Effort.MostAround) return tried;
        return new SolverModel(problem, [.. around.Select(own => own.Select(Cell.Of).ToArray())], wide: false)
            .Run((budget - clock.Elapsed) / 10);
    }

    private static Decision? Of(SearchResult result) => result.End switch
    {
        SearchEnd.Found => new(Possibility.Consistent, result.Counts),
        SearchEnd.Exhausted => Impossible,
        _ => null,
    };

    private static Decision Undecided(string why, ProcessorTime clock) =>
        new(Possibility.Undecided, Progress: $"{why} ({clock.Elapsed.TotalSeconds:F1} s)");
}

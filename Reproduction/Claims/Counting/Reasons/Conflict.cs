using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Reasons;

/// <summary>
/// A smallest set of figures that already clash. Figures are left out as long as the rest still clashes; then smaller sets are
/// tried. Every set of figures that clashes has one that a given witness does not print, so the next set to try is a smallest one
/// that meets what each witness so far leaves out (an implicit hitting set).
/// </summary>
internal sealed class Conflict
{
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(0.1);

    private readonly CountQuestion question;
    private readonly FigureClaim[] claims;
    private readonly Admission[] admissions;
    private readonly ProcessorTime clock = new();
    private readonly TimeSpan budget;

    /// <summary>What each witness so far does not print.</summary>
    private readonly List<int[]> left = [];

    private Conflict(CountQuestion question, TimeSpan budget)
    {
        (this.question, this.budget) = (question, budget);
        claims = [.. question.Claims];
        admissions = [.. claims.Select(claim => new Admission(claim))];
    }

    /// <summary>A smallest set of clashing figures.</summary>
    /// <param name="question">Figures that cannot be true together.</param>
    /// <param name="budget">Time to spend; when it is over, the set may be larger than it had to be.</param>
    /// <returns>
    /// The figures in the order of the question, whether none of them can be left out, and whether no smaller set clashes.
    /// </returns>
    public static (IReadOnlyList<FigureClaim> Claims, bool Irreducible, bool Smallest) In(CountQuestion question, TimeSpan budget)
    {
        var conflict = new Conflict(question, budget);
        var (found, irreducible, smallest) = conflict.Find();
        return ([.. found.Order().Select(i => conflict.claims[i])], irreducible, smallest);
    }

    private bool TimeIsOver => clock.Elapsed > budget;

    private (int[] Found, bool Irreducible, bool Smallest) Find()
    {
        if (Clash([]) == Possibility.Impossible) return ([], true, true);
        // A sum of supports that adds up says nothing.
        int[] all =
            [.. Enumerable.Range(0, claims.Length)
                .Where(i => claims[i].Figure.Score != Score.Images || claims[i].Printed.Value != question.Images)];
        var alone = Local();
        if (alone is { Length: 1 }) return (alone, true, true);
        // What sums and ranges refute is found without a search.
        var found = alone ?? (ClashAtSight(all) ? Reduced(all, ClashAtSight) : all);
        var irreducible = alone is not null;
        if (alone is null && found.Length > 1) (found, irreducible) = Irreducible(found);
        // Smaller ones, if there are any.
        while (!TimeIsOver && found.Length > 1)
        {
            var next = SmallestMeeting(found.Length, out var complete);
            if (next is null) return (found, irreducible || complete, complete);
            switch (Clash(next))
            {
                case Possibility.Impossible:
                    return (next, true, true);
                case Possibility.Undecided:
                    return (found, irreducible, false);
            }
        }
        return (found, irreducible || found.Length <= 1, found.Length <= 1);
    }

    /// <summary>A set within the figures of one class, which needs no search.</summary>
    private int[]? Local()
    {
        int[]? smallest = null;
        foreach (var own in Enumerable.Range(0, claims.Length)
            .Where(i => claims[i].Figure.IsOfClass || claims[i].Figure.Score is Score.Accuracy or Score.Images or Score.AurocOvrMacro)
            .GroupBy(i => claims[i].Figure.IsOfClass ? claims[i].Figure.Class : -1 - i))
        {
            var indices = own.ToArray();
            if (indices.Length > 12) continue;
            foreach (var subset in Enumerable.Range(1, (1 << indices.Length) - 1).OrderBy(bits => int.PopCount(bits)))
            {
                var size = int.PopCount(subset);
                if (smallest is not null && size >= smallest.Length) break;
                int[] chosen = [.. indices.Where((_, i) => (subset >> i & 1) == 1)];
                if (OfOneClass(chosen)) smallest = chosen;
            }
        }
        return smallest;
    }

    private bool OfOneClass(int[] chosen)
    {
        var figure = claims[chosen[0]].Figure;
        if (figure.Scope != Scope.Class) return Clash(chosen) == Possibility.Impossible;
        var support = question.Supports[figure.Class];
        return ClassDomain.Of(
            support, question.MostOthers(figure.Class), [.. chosen.Select(i => (claims[i], admissions[i]))],
            question.Conventions, question.MostFalseAlarms(figure.Class)).Empty;
    }

    private bool ClashAtSight(int[] chosen) => CountProblem.Of(Under(chosen)).Clashes;

    private CountQuestion Under(int[] chosen) =>
        question with { Claims = [.. chosen.Select(i => claims[i]).Where(claim => claim.Figure.Score != Score.AurocOvrMacro)] };

    private (int[] Found, bool Irreducible) Irreducible(int[] found)
    {
        var certain = true;
        // Without a shared figure the rest is as quick to decide as before; without those of classes it may not be.
        foreach (var i in found.Where(i => claims[i].Figure is { IsOfClass: false })
            .OrderBy(i => claims[i].Figure.Scope == Scope.Weighted ? 0 : 1).ToArray())
            if (found.Length > 1 && Clashes([.. found.Where(other => other != i)])) found = [.. found.Where(other => other != i)];
        certain = true;
        found = Reduced(found, Clashes);
        return (found, certain && !TimeIsOver);

        bool Clashes(int[] chosen)
        {
            var possibility = Clash(chosen);
            certain &= possibility != Possibility.Undecided;
            return possibility == Possibility.Impossible;
        }
    }

    /// <summary>Figures are left out by halves, quarters and so on, down to single ones: those of classes first.</summary>
    private int[] Reduced(int[] all, Func<int[], bool> clash)
    {
        var kept = all.OrderBy(i => claims[i].Figure.IsOfClass ? 0 : claims[i].Figure.Score == Score.Images ? 0 : 1)
            .ThenBy(i => claims[i].Figure.Score == Score.Recall ? 1 : 0).ThenBy(i => claims[i].Figure.Class).ToList();
        for (var size = Math.Max(1, (kept.Count + 1) / 2); ; size = size == 1 ? 1 : (size + 1) / 2)
        {
            var changed = false;
            for (var start = 0; start < kept.Count && !TimeIsOver;)
            {
                var without = kept.Where((_, i) => i < start || i >= start + size).ToArray();
                if (without.Length > 0 && clash(without))
                {
                    kept = [.. without];
                    changed = true;
                }
                else
                {
                    start += size;
                }
            }
            if (size == 1 && !changed || TimeIsOver) return [.. kept];
        }
    }

    private Possibility Clash(int[] chosen)
    {
        var subset = question with { Claims = [.. chosen.Select(i => claims[i])] };
        var time = budget - clock.Elapsed < OneTry ? budget - clock.Elapsed : OneTry;
        var decision = Decision.On(subset, time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1));
        if (decision.Counts is { } witness)
        {
            int[] missing = [.. Enumerable.Range(0, claims.Length).Where(i => !chosen.Contains(i) && !Prints(i, witness))];
            if (missing.Length > 0) left.Add(missing);
        }
        return decision.Possibility;
    }

    private bool Prints(int i, Counts witness) => claims[i].Figure.Score == Score.AurocOvrMacro
        ? AurocGrain.Possible(claims[i], question.Supports) == Possibility.Consistent
        : Scores.Admits(claims[i], admissions[i], witness);

    /// <summary>
    /// A smallest set that has a figure of each of <see cref="left"/>, if it is smaller than a bound; <see langword="null"/> if none is.
    /// </summary>
    private int[]? SmallestMeeting(int bound, out bool complete)
    {
        complete = true;
        for (var size = 1; size < bound; size++)
        {
            var steps = 200_000;
            if (Meeting([], size, ref steps) is { } set) return set;
            if (steps < 0)
            {
                complete = false;
                return null;
            }
        }
        return null;
    }

    private int[]? Meeting(int[] chosen, int more, ref int steps)
    {
        if (--steps < 0) return null;
        int[]? unmet = null;
        foreach (var missing in left)
            if (!missing.Any(chosen.Contains) && (unmet is null || missing.Length < unmet.Length)) unmet = missing;
        if (unmet is null) return chosen;
        if (more == 0) return null;
        foreach (var i in unmet)
            if (Meeting([.. chosen, i], more - 1, ref steps) is { } set) return set;
        return null;
    }
}

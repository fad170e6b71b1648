using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Two classes: hits of both are all there is. For each number of hits of class 0 every score rises or falls with the hits of
/// class 1, at most turning where the two recalls are equal, so each figure admits an interval that bisection finds.
/// </summary>
internal sealed class TwoClasses(CountProblem problem)
{
    private const double Room = 1e-10;

    private readonly long zero = problem.Supports[0];
    private readonly long one = problem.Supports[1];

    /// <summary>Whether the problem is of this kind.</summary>
    public static bool Covers(CountProblem problem) => problem.Classes == 2 && problem.IsOneTable && !problem.Question.OtherClasses;

    /// <summary>Searches until something is found, nothing is left, or so many counts were tried.</summary>
    /// <param name="limit">Most steps.</param>
    public SearchResult Run(long limit)
    {
        foreach (var (hits, first, last) in Intervals())
        {
            if ((limit -= 40) < 0) return new(SearchEnd.Stopped);
            for (var other = first; other <= last; other++)
            {
                if (--limit < 0) return new(SearchEnd.Stopped);
                if (At(hits, other) is var counts && problem.Holds(counts)) return new(SearchEnd.Found, counts);
            }
        }
        return new(SearchEnd.Exhausted);
    }

    /// <summary>Whether no more than one pair of hits holds, as far as so many steps tell.</summary>
    /// <param name="limit">Most steps.</param>
    public bool HasOne(long limit)
    {
        var found = 0;
        foreach (var (hits, first, last) in Intervals())
        {
            if ((limit -= 40) < 0) return false;
            for (var other = first; other <= last; other++)
            {
                if (--limit < 0) return false;
                if (problem.Holds(At(hits, other)) && ++found > 1) return false;
            }
        }
        return found == 1;
    }

    /// <summary>The counts with so many hits of each class.</summary>
    public Counts At(long hitsOfZero, long hitsOfOne) => problem.Counts([hitsOfZero, hitsOfOne], [one - hitsOfOne, zero - hitsOfZero]);

    /// <summary>
    /// For each number of hits of class 0, where the hits of class 1 may lie: none outside, though within some may not hold.
    /// </summary>
    public IEnumerable<(long HitsOfZero, long First, long Last)> Intervals()
    {
        var (domainOfZero, domainOfOne) = (problem.Domains[0], problem.Domains[1]);
        for (var hits = domainOfZero.FirstHits; hits <= domainOfZero.LastHits; hits++)
        {
            // Class 0's false alarms are class 1's misses, and the other way round.
            var first = Math.Max(domainOfOne.FirstHits, Math.Max(one - domainOfZero.Most(hits), problem.FewestHits - hits));
            var last = Math.Min(domainOfOne.LastHits, Math.Min(one - domainOfZero.Least(hits), problem.MostHits - hits));
            var turn = zero == 0 ? 0 : (long)((Int128)hits * one / zero);
            foreach (var (from, to, above) in new[] { (first, Math.Min(last, turn), false), (Math.Max(first, turn + 1), last, true) })
            {
                var (low, high) = (from, to);
                foreach (var (claim, admission) in problem.Shared)
                    if (low <= high && claim.Figure.Score is not Score.Auroc)
                        (low, high) = Within(hits, low, high, claim, admission, above);
                if (low <= high) yield return (hits, low, high);
            }
        }
    }

    private (long Low, long High) Within(long hits, long low, long high, FigureClaim claim, Admission admission, bool above)
    {
        var falls = claim.Figure.Score switch
        {
            Score.DisparateImpact or Score.RecallRatio => above,
            Score.RecallGap => !above,
            _ => false,
        };
        // Where both ends fit, all between them does.
        bool Fits(double value) => value >= admission.LowDouble - Room && value <= admission.HighDouble + Room;
        if (Fits(Value(claim.Figure, hits, low)) && Fits(Value(claim.Figure, hits, high))) return (low, high);
        var (start, end) = (low, high);
        low = falls
            ? First(start, end, value => value <= admission.HighDouble + Room)
            : First(start, end, value => value >= admission.LowDouble - Room);
        high = falls
            ? First(start, end, value => value < admission.LowDouble - Room) - 1
            : First(start, end, value => value > admission.HighDouble + Room) - 1;
        return (low, high);

        long First(long from, long to, Func<double, bool> reached)
        {
            while (from <= to)
            {
                var middle = from + (to - from) / 2;
                if (reached(Value(claim.Figure, hits, middle))) to = middle - 1;
                else from = middle + 1;
            }
            return from;
        }
    }

    /// <summary>A figure but for rounding, without a table for the commonest.</summary>
    private double Value(FigureName figure, long hits, long other)
    {
        if (!figure.IsMean || problem.Weights(figure) is not (> 0 and var weights)) return Scores.Variants(figure, At(hits, other)).First();
        var (ofZero, ofOne) = (problem.Weight(figure, 0), problem.Weight(figure, 1));
        return ((ofZero == 0 ? 0 : ofZero * problem.Value(figure, 0, hits, one - other))
            + (ofOne == 0 ? 0 : ofOne * problem.Value(figure, 1, other, zero - hits))) / weights;
    }

    /// <summary>The counts that hold at which a disparity or a correlation is smallest and largest, within bounds of it.</summary>
    /// <param name="figure">What to measure: it rises or falls with the hits of class 1 within each interval.</param>
    /// <param name="limit">Most steps.</param>
    /// <returns>Both, or <see langword="null"/> if nothing holds or the limit was reached.</returns>
    public (Counts Smallest, Counts Largest)? Extremes(FigureName figure, long limit)
    {
        Counts? smallest = null, largest = null;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (hits, first, last) in Intervals())
        {
            var (from, to) = (first, last);
            while (from <= to && !problem.Holds(At(hits, from))) from++;
            while (from <= to && !problem.Holds(At(hits, to))) to--;
            if ((limit -= 40 + (from - first) + (last - to)) < 0) return null;
            if (from > to) continue;
            foreach (var counts in new[] { At(hits, from), At(hits, to) })
            {
                var value = Scores.Variants(figure, counts).First();
                // What differs by roundings is told apart exactly.
                if (double.IsNaN(value)) continue;
                if (smallest is null || value < low - Room || (value < low + Room && Scores.Compare(figure, counts, smallest) < 0))
                    (smallest, low) = (counts, value);
                if (largest is null || value > high + Room || (value > high - Room && Scores.Compare(figure, counts, largest) > 0))
                    (largest, high) = (counts, value);
            }
        }
        return smallest is null ? null : (smallest, largest!);
    }
}

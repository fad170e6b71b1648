using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>All ways of each class.</summary>
internal static class Options
{
    /// <summary>
    /// The options of every class: one for each number of hits, or, where a shared figure depends on false alarms, one for each
    /// pair. <see langword="null"/> if they are more than a limit.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="limit">Most options in all.</param>
    public static ClassOption[][]? Of(CountProblem problem, int limit)
    {
        var options = new ClassOption[problem.Classes][];
        long all = 0;
        for (var c = 0; c < options.Length; c++)
        {
            List<ClassOption> own = [];
            var domain = problem.Domains[c];
            if (all + domain.LastHits - domain.FirstHits > limit) return null;
            for (var hits = domain.FirstHits; hits <= domain.LastHits; hits++)
            {
                var (least, most) = (domain.Least(hits), problem.MostFalseAlarms(c, hits));
                if (least > most) continue;
                if (!problem.NeedsFalseAlarms)
                {
                    own.Add(new(hits, least, most));
                    continue;
                }
                if (all + own.Count + most - least >= limit) return null;
                for (var falseAlarms = least; falseAlarms <= most; falseAlarms++) own.Add(new(hits, falseAlarms, falseAlarms));
            }
            options[c] = [.. own];
            all += own.Count;
        }
        return all > limit ? null : options;
    }

    /// <summary>The options that lie within a distance of given counts.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="counts">The middle.</param>
    /// <param name="radius">Most images by which hits, and by which false alarms, may differ.</param>
    public static ClassOption[][] Around(CountProblem problem, Counts counts, int radius)
    {
        var options = new ClassOption[problem.Classes][];
        for (var c = 0; c < options.Length; c++)
        {
            List<ClassOption> own = [];
            var domain = problem.Domains[c];
            var (hits, alarms) = (Math.Clamp(counts.Hits[c], domain.FirstHits, domain.LastHits), counts.FalseAlarms[c]);
            for (var h = Math.Max(domain.FirstHits, hits - radius); h <= Math.Min(domain.LastHits, hits + radius); h++)
            {
                var (least, most) = (domain.Least(h), problem.MostFalseAlarms(c, h));
                if (least > most) continue;
                var middle = Math.Clamp(alarms, least, most);
                for (var f = Math.Max(least, middle - radius); f <= Math.Min(most, middle + radius); f++) own.Add(new(h, f, f));
            }
            options[c] = [.. own];
        }
        return options;
    }
}

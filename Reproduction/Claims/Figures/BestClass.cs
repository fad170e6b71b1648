using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>Classes of one size: all hits, and those of the best class.</summary>
/// <param name="Hits">Hits of all classes together.</param>
/// <param name="Best">Hits of the best class.</param>
public readonly record struct BestClass(long Hits, long Best)
{
    /// <summary>
    /// Which counts print a disparate impact: 9524 hits and a best class of 985 are the only ones of a model with 9,524 hits that print
    /// 0.9669.
    /// </summary>
    /// <param name="printed">The figure.</param>
    /// <param name="classes">K, all of one size.</param>
    /// <param name="support">Images a class.</param>
    /// <param name="hits">All hits, as printed accuracy gives them; or each possible number of hits.</param>
    public static IReadOnlyList<BestClass> Printing(PrintedFigure printed, int classes, long support, IEnumerable<long> hits)
    {
        var claim = new FigureClaim(FigureName.DisparateImpact, printed, RoundingRule.Printf);
        var admission = new Admission(claim);
        List<BestClass> printing = [];
        if (admission.High <= 0) return printing;
        foreach (var all in hits)
        {
            // Disparate impact is all hits over K times those of the best class, so the best class's are all hits over K times it.
            var first = BigInteger.Max((all + classes - 1) / classes, (all / (admission.High * classes)).Floor());
            var last = BigInteger.Min(Math.Min(support, all), admission.Low > 0 ? (all / (admission.Low * classes)).Ceiling() : support);
            for (var best = first; best <= last; best++)
                if (Scores.Admits(claim, admission, Spread(classes, support, all, (long)best))) printing.Add(new(all, (long)best));
        }
        return printing;
    }

    /// <summary>Some counts with so many hits: the first class has the best, the others as many as fit.</summary>
    private static Counts Spread(int classes, long support, long all, long best)
    {
        var own = new long[classes];
        var left = all;
        for (var c = 0; c < classes; c++)
        {
            own[c] = Math.Min(best, left);
            left -= own[c];
        }
        return new(Enumerable.Repeat(support, classes).ToArray(), own, new long[classes]);
    }
}

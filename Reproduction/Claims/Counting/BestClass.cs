namespace Reproduction.Claims.Counting;

/// <summary>Classes of one size: all hits, and those of the best class.</summary>
/// <param name="Hits">Hits of all classes together.</param>
/// <param name="Best">Hits of the best class.</param>
public readonly record struct BestClass(long Hits, long Best)
{
    /// <summary>Which counts print a disparate impact: 9524 hits and a best class of 985 are the only ones of a model with 9,524 hits that print 0.9669.</summary>
    /// <param name="printed">The figure.</param>
    /// <param name="classes">K, all of one size.</param>
    /// <param name="support">Images a class.</param>
    /// <param name="hits">All hits, as printed accuracy gives them; or each possible number of hits.</param>
    /// <param name="rule">How the figure was rounded.</param>
    public static IReadOnlyList<BestClass> Printing(
        PrintedFigure printed, int classes, long support, IEnumerable<long> hits, RoundingRule rule = RoundingRule.Printf) =>
        throw new NotImplementedException();
}

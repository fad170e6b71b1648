namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Whether two rows of scores of the same classes have their largest at different ones; of what ties nothing is said.</summary>
internal static class OtherLargest
{
    /// <summary>Whether they have.</summary>
    /// <param name="one">K scores.</param>
    /// <param name="other">As many.</param>
    public static bool Is(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var (mine, its) = (Predictions.ArgMax(one), Predictions.ArgMax(other));
        return one[its] < one[mine] && other[mine] < other[its];
    }
}

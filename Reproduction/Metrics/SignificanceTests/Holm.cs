namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Holm's correction of the p-values of several tests (Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
/// Scandinavian Journal of Statistics 6, 1979): rejecting what is adjusted to 0.05 or less is wrong about any of them with a
/// probability of 5 % at most, however they depend on each other.
/// </summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values, in the order of the tests: the i-th smallest of m times m − i + 1, and no smaller than one before it.
    /// </summary>
    /// <param name="probabilities">The tests' p-values.</param>
    public static IReadOnlyList<double> Adjusted(IReadOnlyList<double> probabilities)
    {
        var adjusted = new double[probabilities.Count];
        double before = 0;
        foreach (var (rank, test) in Enumerable.Range(0, adjusted.Length).OrderBy(test => probabilities[test]).Index())
            adjusted[test] = before = Math.Max(before, Math.Min(1, probabilities[test] * (adjusted.Length - rank)));
        return adjusted;
    }

    /// <summary>
    /// The same where some tests are undefined: they count as tests that show nothing, because which are undefined depends on the data, and
    /// what is asked does not.
    /// </summary>
    /// <param name="probabilities">The tests' p-values.</param>
    public static IReadOnlyList<double?> Adjusted(IReadOnlyList<double?> probabilities)
    {
        var adjusted = Adjusted([.. probabilities.Select(probability => probability ?? 1)]);
        return [.. probabilities.Select((probability, test) => probability is null ? null : (double?)adjusted[test])];
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// Sums in the order in which NumPy adds a contiguous array (pairwise, eight accumulators), so that an average that ties
/// at the last printed digit falls on the same side as in scikit-learn's report.
/// </summary>
internal static class NumpySum
{
    private const int Unrolled = 8;
    private const int Block = 128;

    /// <summary><c>numpy.mean(values)</c>.</summary>
    public static double Mean(double[] values) => Of(values) / values.Length;

    /// <summary><c>numpy.average(values, weights=weights)</c>; the weights' sum is not 0.</summary>
    public static double Mean(double[] values, long[] weights) =>
        Of([.. values.Zip(weights, (value, weight) => value * weight)]) / weights.Sum();

    /// <summary><c>numpy.sum(values)</c>.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length < Unrolled) return InTurn(0, values);
        if (values.Length > Block)
        {
            var half = values.Length / 2 / Unrolled * Unrolled;
            return Of(values[..half]) + Of(values[half..]);
        }
        Span<double> r = stackalloc double[Unrolled];
        values[..Unrolled].CopyTo(r);
        var whole = values.Length / Unrolled * Unrolled;
        for (var i = Unrolled; i < whole; i += Unrolled)
            for (var j = 0; j < Unrolled; j++) r[j] += values[i + j];
        return InTurn((r[0] + r[1] + (r[2] + r[3])) + (r[4] + r[5] + (r[6] + r[7])), values[whole..]);
    }

    private static double InTurn(double sum, ReadOnlySpan<double> values)
    {
        foreach (var value in values) sum += value;
        return sum;
    }
}

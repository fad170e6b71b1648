namespace Reproduction.Metrics.Resampling;

/// <summary>Quantiles and percentile intervals of what resampling gave.</summary>
internal static class Quantiles
{
    /// <summary>Confidence of every interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>Probability beyond each end of an interval.</summary>
    public const double Tail = (1 - Confidence) / 2;

    /// <summary>Half the width of a normal figure's 95 % interval, in standard deviations.</summary>
    public static readonly double Normal = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - Tail);

    /// <summary>
    /// −ln 0.025: where n images show no error, a true rate of errors above this over n would have shown one with 97.5 %.
    /// </summary>
    public static readonly double NoneSeen = -Math.Log(Tail);

    /// <summary>From the 2.5th to the 97.5th percentile, as NumPy's default has them: linear between order statistics.</summary>
    public static Interval Interval(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new(At(sorted, Tail), At(sorted, 1 - Tail));
    }

    private static double At(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}

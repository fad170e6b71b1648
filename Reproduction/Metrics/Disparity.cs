namespace Reproduction.Metrics;

/// <summary>
/// How unequal a metric is between classes: an aggregation over any per-class metric, in the manner of fairlearn's
/// <c>MetricFrame</c>. A class for which the metric is undefined makes every disparity undefined: leaving it out or counting
/// it as 0 would both be an answer about other images than were asked for.
/// </summary>
/// <param name="DisparateImpact">
/// Mean over classes / largest, as the experiment defines it; <see langword="null"/> if undefined or the largest is 0.
/// </param>
/// <param name="Ratio">Smallest / largest, the measure of the four-fifths rule; <see langword="null"/> likewise.</param>
/// <param name="Gap">Largest − smallest; <see langword="null"/> if undefined.</param>
/// <param name="Smallest">The smallest; <see langword="null"/> if undefined.</param>
/// <param name="WorstShare">
/// The worst class's share of what all lack of 1, of recalls its share of the errors if classes have as many images: 1/K where
/// all lack as much; <see langword="null"/> if undefined or nothing lacks. A change of all errors by one factor leaves it as it is.
/// </param>
public sealed record Disparity(double? DisparateImpact, double? Ratio, double? Gap, double? Smallest, double? WorstShare)
{
    /// <summary>That of classes some of which have no value.</summary>
    internal static Disparity Undefined { get; } = new(null, null, null, null, null);

    /// <summary>The disparity of per-class values.</summary>
    /// <param name="values">One value in [0, 1] a class, <see langword="null"/> where it is undefined.</param>
    public static Disparity Over(IReadOnlyList<double?> values) => Defined.All(values) is { } known ? OverKnown(known) : Undefined;

    /// <summary>The disparity of per-class values that are all defined.</summary>
    internal static Disparity OverKnown(double[] known)
    {
        double largest = known[0], smallest = known[0], lacking = 0;
        foreach (var value in known)
        {
            largest = Math.Max(largest, value);
            smallest = Math.Min(smallest, value);
            lacking += 1 - value;
        }
        double? share = smallest == 1 ? null : (1 - smallest) / lacking;
        if (largest == 0) return new(null, null, 0, 0, share);
        var ratio = smallest / largest;
        // The mean of equal numbers can be off by a last bit; it never lies outside them.
        return new(Math.Clamp(NumpySum.Mean(known) / largest, ratio, 1), ratio, largest - smallest, smallest, share);
    }

    /// <summary>Over the recalls of the classes: the experiment's notion of bias.</summary>
    /// <param name="matrix">Counts.</param>
    public static Disparity OfRecall(ConfusionMatrix matrix) => Over([.. Classes(matrix).Select(matrix.Recall)]);

    /// <summary>Over the precisions of the classes.</summary>
    /// <param name="matrix">Counts.</param>
    public static Disparity OfPrecision(ConfusionMatrix matrix) => Over([.. Classes(matrix).Select(matrix.Precision)]);

    /// <summary>Over the F1 scores of the classes.</summary>
    /// <param name="matrix">Counts.</param>
    public static Disparity OfF1(ConfusionMatrix matrix) => Over([.. Classes(matrix).Select(matrix.F1)]);

    private static IEnumerable<int> Classes(ConfusionMatrix matrix) => Enumerable.Range(0, matrix.Classes);
}

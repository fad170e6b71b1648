namespace Reproduction.Metrics;

/// <summary>A metric that each class has for itself.</summary>
/// <param name="Of">Its value of one class; <see langword="null"/> where it is undefined.</param>
/// <param name="Images">
/// Of how many images of one class it is a share: what they leave open of a class that shows no error is up to that number.
/// </param>
public sealed record ClassMetric(Func<ClassCounts, int, double?> Of, Func<ClassCounts, int, long> Images)
{
    /// <summary>Hits of the images of a class.</summary>
    public static ClassMetric Recall { get; } = new((counts, c) => counts.Recall(c), (counts, c) => counts.Support(c));

    /// <summary>Hits of the images that were taken for a class.</summary>
    public static ClassMetric Precision { get; } = new((counts, c) => counts.Precision(c), (counts, c) => counts.Predicted(c));

    /// <summary>
    /// Twice the hits of both together, so that it is a share of half their number; where all of these are hits, recall is a share of as
    /// many, and F1 less than the recall is not.
    /// </summary>
    public static ClassMetric F1 { get; } = new(
        (counts, c) => counts.F1(c), (counts, c) => (counts.Support(c) + counts.Predicted(c) + 1) / 2);

    /// <summary>The values of all K classes.</summary>
    /// <param name="counts">What they are computed from.</param>
    internal double?[] OfEach(ClassCounts counts)
    {
        var values = new double?[counts.Classes];
        for (var c = 0; c < values.Length; c++) values[c] = Of(counts, c);
        return values;
    }
}

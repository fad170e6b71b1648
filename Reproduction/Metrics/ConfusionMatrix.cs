namespace Reproduction.Metrics;

/// <summary>How many images of each class were taken for each class: rows are labels, columns predictions, as in scikit-learn.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;
    private readonly long[] supports;
    private readonly long[] predictions;

    /// <summary>A confusion matrix from counts.</summary>
    /// <param name="counts">K×K counts, none negative; [label, prediction].</param>
    /// <exception cref="ArgumentException">The matrix is not square, has fewer than two classes, or a negative count.</exception>
    public ConfusionMatrix(long[,] counts)
    {
        Classes = counts.GetLength(0);
        if (counts.GetLength(1) != Classes || Classes < 2)
            throw new ArgumentException($"{Classes}×{counts.GetLength(1)} counts, expected a square of at least two classes.", nameof(counts));
        this.counts = (long[,])counts.Clone();
        supports = new long[Classes];
        predictions = new long[Classes];
        for (var label = 0; label < Classes; label++)
            for (var prediction = 0; prediction < Classes; prediction++)
            {
                var count = counts[label, prediction];
                if (count < 0) throw new ArgumentException($"{count} images of class {label} taken for {prediction}.", nameof(counts));
                supports[label] += count;
                predictions[prediction] += count;
            }
        Total = supports.Sum();
        Hits = Enumerable.Range(0, Classes).Sum(c => counts[c, c]);
    }

    /// <summary>Counts the predictions of a model.</summary>
    /// <param name="predictions">Labels and predicted classes.</param>
    public static ConfusionMatrix Of(Predictions predictions)
    {
        var counts = new long[predictions.Classes, predictions.Classes];
        for (var image = 0; image < predictions.Count; image++) counts[predictions.Labels[image], predictions.Predicted[image]]++;
        return new ConfusionMatrix(counts);
    }

    /// <summary>Counts the predictions of a model when image i counts <paramref name="times"/>[i] times.</summary>
    internal static ConfusionMatrix Of(Predictions predictions, ReadOnlySpan<int> times)
    {
        var counts = new long[predictions.Classes, predictions.Classes];
        for (var image = 0; image < times.Length; image++) counts[predictions.Labels[image], predictions.Predicted[image]] += times[image];
        return new ConfusionMatrix(counts);
    }

    /// <summary>K, the number of classes.</summary>
    public int Classes { get; }

    /// <summary>All images.</summary>
    public long Total { get; }

    /// <summary>Images on the diagonal: classified rightly.</summary>
    public long Hits { get; }

    /// <summary>How many images of one class were taken for another (or for the same).</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction] => counts[label, prediction];

    /// <summary>How many images a class has.</summary>
    /// <param name="class">Which class.</param>
    public long Support(int @class) => supports[@class];

    /// <summary>How many images were taken for a class.</summary>
    /// <param name="class">Which class.</param>
    public long Predicted(int @class) => predictions[@class];

    /// <summary>Share of all images that are classified rightly; <see langword="null"/> of an empty matrix.</summary>
    public double? Accuracy => Share(Hits, Total);

    /// <summary>Share of the images taken for a class that are of it; <see langword="null"/> of a class never predicted.</summary>
    /// <param name="class">Which class.</param>
    public double? Precision(int @class) => Share(counts[@class, @class], predictions[@class]);

    /// <summary>Share of a class's images that are taken for it; <see langword="null"/> of a class without images.</summary>
    /// <param name="class">Which class.</param>
    public double? Recall(int @class) => Share(counts[@class, @class], supports[@class]);

    /// <summary>
    /// Harmonic mean of precision and recall, 0 where the class has images or predictions but no hit;
    /// <see langword="null"/> of a class that neither occurs nor is predicted.
    /// </summary>
    /// <param name="class">Which class.</param>
    public double? F1(int @class) => supports[@class] + predictions[@class] == 0
        ? null
        : HarmonicMean(Precision(@class) ?? 0, Recall(@class) ?? 0);

    /// <summary>2·p·r / (p + r) in scikit-learn's order of operations, and 0 of two zeros.</summary>
    internal static double HarmonicMean(double precision, double recall) =>
        2 * precision * recall / (precision + recall == 0 ? 1 : precision + recall);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

namespace Reproduction.Metrics;

/// <summary>How many images of each class were taken for each class: rows are labels, columns predictions, as in scikit-learn.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;

    /// <summary>A confusion matrix from counts.</summary>
    /// <param name="counts">K×K counts, none negative; [label, prediction].</param>
    /// <exception cref="ArgumentException">The matrix is not square, has fewer than two classes, or a negative count.</exception>
    public ConfusionMatrix(long[,] counts)
    {
        Classes = counts.GetLength(0);
        if (counts.GetLength(1) != Classes || Classes < 2)
            throw new ArgumentException($"{Classes}×{counts.GetLength(1)} counts, expected a square of at least two classes.",
                nameof(counts));
        this.counts = (long[,])counts.Clone();
        var (hits, supports, predictions) = (new long[Classes], new long[Classes], new long[Classes]);
        for (var label = 0; label < Classes; label++)
        {
            hits[label] = counts[label, label];
            for (var prediction = 0; prediction < Classes; prediction++)
            {
                var count = counts[label, prediction];
                if (count < 0) throw new ArgumentException($"{count} images of class {label} taken for {prediction}.", nameof(counts));
                supports[label] += count;
                predictions[prediction] += count;
            }
        }
        PerClass = new(hits, supports, predictions);
        (Total, Hits) = (supports.Sum(), hits.Sum());
    }

    /// <summary>Counts the predictions of a model.</summary>
    /// <param name="predictions">Labels and predicted classes.</param>
    public static ConfusionMatrix Of(Predictions predictions)
    {
        var counts = new long[predictions.Classes, predictions.Classes];
        for (var image = 0; image < predictions.Count; image++) counts[predictions.Labels[image], predictions.Predicted[image]]++;
        return new ConfusionMatrix(counts);
    }

    /// <summary>K, the number of classes.</summary>
    public int Classes { get; }

    /// <summary>All images.</summary>
    public long Total { get; }

    /// <summary>Images on the diagonal: classified rightly.</summary>
    public long Hits { get; }

    /// <summary>Diagonal and sums of rows and columns.</summary>
    public ClassCounts PerClass { get; }

    /// <summary>How many images of one class were taken for another (or for the same).</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction] => counts[label, prediction];

    /// <summary>How many images a class has.</summary>
    /// <param name="class">Which class.</param>
    public long Support(int @class) => PerClass.Support(@class);

    /// <summary>How many images were taken for a class.</summary>
    /// <param name="class">Which class.</param>
    public long Predicted(int @class) => PerClass.Predicted(@class);

    /// <summary>Share of all images that are classified rightly; <see langword="null"/> of an empty matrix.</summary>
    public double? Accuracy => ClassCounts.Share(Hits, Total);

    /// <inheritdoc cref="ClassCounts.Precision"/>
    public double? Precision(int @class) => PerClass.Precision(@class);

    /// <inheritdoc cref="ClassCounts.Recall"/>
    public double? Recall(int @class) => PerClass.Recall(@class);

    /// <inheritdoc cref="ClassCounts.F1"/>
    public double? F1(int @class) => PerClass.F1(@class);

    /// <summary>2·p·r / (p + r) in scikit-learn's order of operations, and 0 of two zeros.</summary>
    internal static double HarmonicMean(double precision, double recall) =>
        2 * precision * recall / (precision + recall == 0 ? 1 : precision + recall);
}

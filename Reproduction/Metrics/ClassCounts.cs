namespace Reproduction.Metrics;

/// <summary>
/// Of every class its images, those that were taken for it, and those of them rightly: all that a metric of one class needs.
/// </summary>
public sealed class ClassCounts
{
    private readonly long[] hits;
    private readonly long[] supports;
    private readonly long[] predicted;

    internal ClassCounts(long[] hits, long[] supports, long[] predicted) =>
        (this.hits, this.supports, this.predicted) = (hits, supports, predicted);

    /// <summary>K, the number of classes.</summary>
    public int Classes => supports.Length;

    /// <summary>How many images of a class were taken for it.</summary>
    /// <param name="class">Which class.</param>
    public long Hits(int @class) => hits[@class];

    /// <summary>How many images a class has.</summary>
    /// <param name="class">Which class.</param>
    public long Support(int @class) => supports[@class];

    /// <summary>How many images were taken for a class.</summary>
    /// <param name="class">Which class.</param>
    public long Predicted(int @class) => predicted[@class];

    /// <summary>Share of the images taken for a class that are of it; <see langword="null"/> of a class never predicted.</summary>
    /// <param name="class">Which class.</param>
    public double? Precision(int @class) => Share(hits[@class], predicted[@class]);

    /// <summary>Share of a class's images that are taken for it; <see langword="null"/> of a class without images.</summary>
    /// <param name="class">Which class.</param>
    public double? Recall(int @class) => Share(hits[@class], supports[@class]);

    /// <summary>
    /// Harmonic mean of precision and recall, 0 where the class has images or predictions but no hit;
    /// <see langword="null"/> of a class that neither occurs nor is predicted.
    /// </summary>
    /// <param name="class">Which class.</param>
    public double? F1(int @class) => supports[@class] + predicted[@class] == 0
        ? null
        : ConfusionMatrix.HarmonicMean(Precision(@class) ?? 0, Recall(@class) ?? 0);

    /// <summary>
    /// Mean F1 of the classes that occur or are predicted, as scikit-learn's <c>f1_score(average="macro")</c> has it.
    /// </summary>
    public double MacroF1
    {
        get
        {
            // In each of thousands of resamples: without iterators and boxes.
            var (scores, known) = (new double[Classes], 0);
            for (var c = 0; c < scores.Length; c++)
                if (F1(c) is { } score) scores[known++] = score;
            return NumpySum.Mean(scores[..known]);
        }
    }

    internal static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

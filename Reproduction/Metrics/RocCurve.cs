namespace Reproduction.Metrics;

/// <summary>
/// Receiver operating characteristic of one class against the rest, as scikit-learn's <c>roc_curve(drop_intermediate=False)</c>: a
/// point for each threshold, from (0, 0) to (1, 1). Between points the curve is straight, so that the area below it is
/// <see cref="Auroc"/>'s.
/// </summary>
public static class RocCurve
{
    /// <summary>The points of a class, ascending; none where it has no images or all of them.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="scores">N×K scores, one image after the other; a higher score speaks for the class.</param>
    /// <param name="classes">K.</param>
    /// <param name="class">The class.</param>
    /// <returns>
    /// The share of the others' images that score at least a threshold (false positive rate), and that of the class's own (true
    /// positive rate).
    /// </returns>
    public static IReadOnlyList<(double FalsePositive, double TruePositive)> Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, int @class)
    {
        long own = labels.Count(@class), others = labels.Length - own;
        if (own == 0 || others == 0) return [];
        var (keys, images) = (new double[labels.Length], new int[labels.Length]);
        for (var image = 0; image < images.Length; image++) (keys[image], images[image]) = (-scores[image * classes + @class], image);
        Array.Sort(keys, images);
        List<(double, double)> points = [(0, 0)];
        long taken = 0, right = 0;
        for (var i = 0; i < images.Length; i++)
        {
            if (labels[images[i]] == @class) right++;
            else taken++;
            if (i + 1 == images.Length || keys[i + 1] != keys[i]) points.Add((taken / (double)others, right / (double)own));
        }
        return points;
    }

    /// <summary>The points of each class; <see langword="null"/> if one has no curve.</summary>
    /// <param name="predictions">Labels and logits; scores are softmax probabilities, of two classes the difference of logits.</param>
    public static IReadOnlyList<IReadOnlyList<(double FalsePositive, double TruePositive)>>? OfEachClass(Predictions predictions)
    {
        List<IReadOnlyList<(double, double)>> curves = [];
        for (var c = 0; c < predictions.Classes; c++)
        {
            curves.Add(Of(predictions.Labels, predictions.Ranks, predictions.Classes, c));
            if (curves[c].Count == 0) return null;
        }
        return curves;
    }

    /// <summary>The mean over classes of the true positive rate at given false positive rates (macro average).</summary>
    /// <param name="curves">The points of each class.</param>
    /// <param name="falsePositives">False positive rates, 0 to 1, ascending. Where a curve rises straight up, its upper end counts.</param>
    public static IReadOnlyList<double> Macro(
        IReadOnlyList<IReadOnlyList<(double FalsePositive, double TruePositive)>> curves, IReadOnlyList<double> falsePositives)
    {
        var sums = new double[falsePositives.Count];
        foreach (var curve in curves)
        {
            var next = 0;
            foreach (var (place, x) in falsePositives.Index())
            {
                while (next < curve.Count && curve[next].FalsePositive <= x) next++;
                sums[place] += next == curve.Count ? 1 : Between(curve[next - 1], curve[next], x);
            }
        }
        return [.. sums.Select(sum => sum / curves.Count)];
    }

    private static double Between((double X, double Y) from, (double X, double Y) to, double x) =>
        from.Y + (to.Y - from.Y) * (x - from.X) / (to.X - from.X);
}

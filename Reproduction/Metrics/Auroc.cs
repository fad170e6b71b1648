namespace Reproduction.Metrics;

/// <summary>
/// Area under the receiver operating characteristic, one class against the rest, as scikit-learn's
/// <c>roc_auc_score(multi_class="ovr", average="macro")</c>: the probability that an image of the class scores higher than one
/// of the others, a tie counting half. Counted in integers (Mann and Whitney), so exact but for one division.
/// </summary>
/// <remarks>
/// Scores of predictions are softmax probabilities, of which <see cref="Softmax"/> keeps ties between equal logits, or those given; of two
/// classes the difference of their logarithms.
/// </remarks>
public static class Auroc
{
    /// <summary>The mean of the classes' areas; <see langword="null"/> if a class has no images or all of them.</summary>
    /// <param name="predictions">Labels and logits.</param>
    public static double? OneVsRestMacro(Predictions predictions) => Mean(OneVsRest(predictions));

    /// <summary>The area of each class, <see langword="null"/> where it has no images or all of them.</summary>
    /// <param name="predictions">Labels and logits.</param>
    public static IReadOnlyList<double?> OneVsRest(Predictions predictions) =>
        OneVsRest(predictions.Labels, predictions.Ranks, predictions.Classes);

    /// <summary>The area of each class by any scores.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="scores">N×K scores, one image after the other; a higher score speaks for the class.</param>
    /// <param name="classes">K.</param>
    /// <returns>K areas, <see langword="null"/> where a class has no images or all of them.</returns>
    /// <exception cref="ArgumentException">Not N×K scores.</exception>
    public static IReadOnlyList<double?> OneVsRest(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        if (scores.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{scores.Length} scores are not {labels.Length}×{classes}.", nameof(scores));
        var areas = new double?[classes];
        var room = (new double[labels.Length], new int[labels.Length]);
        for (var c = 0; c < classes; c++) areas[c] = AurocRanking.Area(labels, scores, classes, c, room);
        return areas;
    }

    /// <summary>The mean of the classes' areas; <see langword="null"/> if one is undefined.</summary>
    internal static double? Mean(IReadOnlyList<double?> areas) =>
        Defined.All(areas) is { } known ? NumpySum.Mean(known) : null;
}

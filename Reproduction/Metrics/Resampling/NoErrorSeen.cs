namespace Reproduction.Metrics.Resampling;

/// <summary>
/// Classes of which every image is recognised. That says nothing of a true share of errors up to
/// <see cref="AtMost"/> = 1 − 0.025^(1/n), the end of <see cref="ExactShare"/>'s 95 % interval: a larger one would have shown an error
/// with 97.5 %.
/// </summary>
/// <param name="Classes">Which classes, ascending.</param>
/// <param name="Images">n, the images that each of them has.</param>
/// <param name="AtMost">The largest share of errors that the images leave open.</param>
public sealed record NoErrorSeen(IReadOnlyList<int> Classes, long Images, double AtMost)
{
    /// <summary>The classes without an error, those of as many images together; none where every class has one.</summary>
    /// <param name="matrix">A model's confusion matrix.</param>
    public static IReadOnlyList<NoErrorSeen> Of(ConfusionMatrix matrix) =>
    [
        .. Enumerable.Range(0, matrix.Classes).Where(c => matrix.Support(c) > 0 && matrix[c, c] == matrix.Support(c))
            .GroupBy(matrix.Support)
            .Select(group => new NoErrorSeen([.. group], group.Key, 1 - ExactShare.Interval(group.Key, group.Key)!.Value.Low)),
    ];

    /// <summary>no error seen of cat, dog: of each at most 0.0037 at 95 %</summary>
    /// <param name="classNames">K names in class order.</param>
    public string Sentence(IReadOnlyList<string> classNames) =>
        $"no error seen of {string.Join(", ", Classes.Select(c => classNames[c]))}: {(Classes.Count > 1 ? "of each " : "")}at most "
        + $"{PrintedNumber.Fixed(AtMost, 4)} at 95 %";
}

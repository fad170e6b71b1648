namespace Reproduction.Metrics;

/// <summary>On how many images at least one of two models is right: what the two know together.</summary>
/// <param name="Share">Share of the images.</param>
/// <param name="ByClass">Share of each true class's images; <see langword="null"/> of a class without images.</param>
public sealed record EitherRight(double Share, IReadOnlyList<double?> ByClass)
{
    /// <summary>Counts the images.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static EitherRight Of(Predictions first, Predictions second)
    {
        if (!first.Labels.SequenceEqual(second.Labels))
            throw new ArgumentException("The models answered different images.", nameof(second));
        var (images, right) = (new int[first.Classes], new int[first.Classes]);
        for (var image = 0; image < first.Count; image++)
        {
            var label = first.Labels[image];
            images[label]++;
            if (first.Predicted[image] == label || second.Predicted[image] == label) right[label]++;
        }
        return new((double)right.Sum() / first.Count, [.. images.Zip(right, (all, some) => all == 0 ? null : (double?)some / all)]);
    }
}

using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// McNemar's exact test of two models on the same images: of the images on which exactly one is right, is the split further from
/// even than chance allows? Two-sided binomial test with p = 1/2.
/// </summary>
/// <param name="OnlyFirst">Images that only the first model classifies rightly.</param>
/// <param name="OnlySecond">Images that only the second model classifies rightly.</param>
public sealed record McNemar(int OnlyFirst, int OnlySecond)
{
    /// <summary>Probability of a split at least as uneven if both models were equally accurate; 1 where they never differ.</summary>
    public double PValue => OnlyFirst + OnlySecond == 0
        ? 1
        : Math.Min(1, 2 * Binomial.CDF(0.5, OnlyFirst + OnlySecond, Math.Min(OnlyFirst, OnlySecond)));

    /// <summary>Compares two models.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static McNemar Of(Predictions first, Predictions second)
    {
        if (!first.Labels.SequenceEqual(second.Labels))
            throw new ArgumentException("The models answered different images.", nameof(second));
        int onlyFirst = 0, onlySecond = 0;
        for (var image = 0; image < first.Count; image++)
        {
            var label = first.Labels[image];
            if (first.Predicted[image] == label && second.Predicted[image] != label) onlyFirst++;
            if (first.Predicted[image] != label && second.Predicted[image] == label) onlySecond++;
        }
        return new(onlyFirst, onlySecond);
    }
}

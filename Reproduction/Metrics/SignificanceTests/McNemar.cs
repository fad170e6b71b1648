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
        var classes = OfEachClass(first, second);
        return new(classes.Sum(of => of.OnlyFirst), classes.Sum(of => of.OnlySecond));
    }

    /// <summary>Compares two models within each class, in class order.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    internal static IReadOnlyList<McNemar> OfEachClass(Predictions first, Predictions second)
    {
        first.RequireSameImages(second);
        var onlyFirst = first.CountByClass(image => first.IsRight(image) && !second.IsRight(image));
        var onlySecond = first.CountByClass(image => second.IsRight(image) && !first.IsRight(image));
        return [.. onlyFirst.Zip(onlySecond, (one, other) => new McNemar(one, other))];
    }
}

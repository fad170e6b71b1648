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
        first.RequireSameImages(second);
        var (right, byClass) = first.SharesOf(image => first.IsRight(image) || second.IsRight(image));
        return new(right, byClass);
    }
}

namespace Reproduction.Metrics;

/// <summary>How often two models predict the same class, right or wrong.</summary>
/// <param name="Share">Share of the images on which they do.</param>
/// <param name="DisagreementByClass">
/// Of each true class, the share on which they do not; <see langword="null"/> of a class without images.
/// </param>
public sealed record Agreement(double Share, IReadOnlyList<double?> DisagreementByClass)
{
    /// <summary>Compares two models.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static Agreement Of(Predictions first, Predictions second)
    {
        first.RequireSameImages(second);
        var (apart, byClass) = first.SharesOf(image => first.Predicted[image] != second.Predicted[image]);
        return new(1 - apart, byClass);
    }
}

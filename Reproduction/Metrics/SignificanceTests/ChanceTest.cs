using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>
/// Do a model's answers have to do with the labels at all? The hits are held against those of the same answers dealt to the same
/// images at random: a permutation test, whose mean and deviation are exact (both margins of the confusion matrix are fixed).
/// </summary>
/// <param name="Images">How many images were answered.</param>
/// <param name="Hits">How many rightly.</param>
/// <param name="Expected">
/// Hits of answers that are dealt at random, on average: Σ nₖmₖ / N with nₖ images and mₖ answers of class k.
/// </param>
/// <param name="Deviation">Their standard deviation; 0 where all answers are one class.</param>
/// <param name="OnlyAnswer">The class that is the answer to every image; null where there are several.</param>
public sealed record ChanceTest(long Images, long Hits, double Expected, double Deviation, int? OnlyAnswer)
{
    /// <summary>The normal distribution's 95th percentile: one-sided at 5 %.</summary>
    private static readonly double Threshold = Normal.InvCDF(0, 1, 1 - Significance.Level);

    /// <summary>
    /// Whether chance alone would give so many hits in fewer than one case in twenty (half a hit is taken off, for they are whole).
    /// </summary>
    public bool IsBetterThanChance => Hits - 0.5 - Expected > Threshold * Deviation && Deviation > 0;

    /// <summary>Tests a model.</summary>
    /// <param name="matrix">Its confusion matrix.</param>
    /// <exception cref="ArgumentException">It is of no images.</exception>
    public static ChanceTest Of(ConfusionMatrix matrix)
    {
        if (matrix.Total == 0) throw new ArgumentException("A confusion matrix of no images.", nameof(matrix));
        double images = matrix.Total, expected = 0, products = 0, squares = 0;
        int? only = null;
        for (var c = 0; c < matrix.Classes; c++)
        {
            double truth = matrix.Support(c), answers = matrix.Predicted(c);
            expected += truth * answers / images;
            products += truth * answers * (images - truth) * (images - answers) - truth * answers * (truth * answers);
            squares += truth * answers;
            if (matrix.Predicted(c) == matrix.Total) only = c;
        }
        // Variances nm(N−n)(N−m) / N²(N−1) of the classes' hits, covariances nₖmₖnₗmₗ / N²(N−1) of each two.
        var variance = images > 1 ? (products + squares * squares) / (images * images * (images - 1)) : 0;
        return new(matrix.Total, matrix.Hits, expected, Math.Sqrt(Math.Max(0, variance)), only);
    }
}

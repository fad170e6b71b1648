using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// How far predictions agree with labels beyond chance, of any number of classes: only the margins and the hits decide it.
/// </summary>
/// <param name="Images">n.</param>
/// <param name="Hits">Images on the diagonal.</param>
/// <param name="Chance">Σ support · predictions.</param>
/// <param name="Labels">Σ support².</param>
/// <param name="Predictions">Σ predictions².</param>
internal readonly record struct Agreement(BigInteger Images, BigInteger Hits, BigInteger Chance, BigInteger Labels, BigInteger Predictions)
{
    public static Agreement Of(Counts counts)
    {
        BigInteger chance = 0, labels = 0, predictions = 0;
        for (var c = 0; c < counts.Classes; c++)
        {
            BigInteger support = counts.Supports[c], taken = counts.Predictions(c);
            (chance, labels, predictions) = (chance + support * taken, labels + support * support, predictions + taken * taken);
        }
        return new(counts.Images, counts.AllHits, chance, labels, predictions);
    }

    /// <summary>
    /// (n · hits − chance) / (n² − chance); <see langword="null"/> where all images are of, and are taken for, one class.
    /// </summary>
    public Rational? Kappa => Images * Images == Chance ? null : new Rational(Images * Hits - Chance, Images * Images - Chance);

    /// <summary>The square of Matthews' coefficient (Gorodkin's for more than two classes), with its sign; 0 where undefined.</summary>
    public Rational MatthewsSquared
    {
        get
        {
            var product = (Images * Images - Labels) * (Images * Images - Predictions);
            var covariance = Images * Hits - Chance;
            return product.IsZero ? 0 : new Rational(covariance * BigInteger.Abs(covariance), product);
        }
    }
}

using MathNet.Numerics.Distributions;

namespace Reproduction.Metrics;

/// <summary>
/// The disparate impact that classes of one and the same recall print on so many images: the best of them is best by luck, so
/// that a perfectly fair classifier does not print 1. Ten classes of 1,000 images and a recall of 0.9142 print 0.9856 on average.
/// </summary>
public static class EqualRecall
{
    /// <summary>
    /// E(mean / max) of K independent shares k_c / n_c with k_c binomial: by the distribution of the largest. With F_c that of
    /// class c's share and G_c(t) = E(share; share ≤ t), E(share_c; max ≤ t) = G_c(t) · Π of the others' F(t), whose steps over t
    /// are divided by t. Where no image at all is right nothing is printed, and that is left out.
    /// </summary>
    /// <param name="images">n_c, all positive.</param>
    /// <param name="recall">The common recall, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class has no images, or the recall is not above 0.</exception>
    public static double DisparateImpact(IReadOnlyList<long> images, double recall)
    {
        if (images.Any(count => count < 1)) throw new ArgumentOutOfRangeException(nameof(images), "A class has no images.");
        if (!(recall > 0)) throw new ArgumentOutOfRangeException(nameof(recall), recall, "expected a number above 0");
        if (recall >= 1) return 1;
        var sizes = images.GroupBy(n => n).Select(group => Size((int)group.Key, group.Count(), recall)).ToArray();
        double expected = 0, before = 0;
        // Each size keeps its place among its own shares while the largest share grows through those of all sizes.
        var at = new int[sizes.Length];
        var shares = new double[sizes.Sum(size => size.Below.Length)];
        var length = 0;
        foreach (var size in sizes)
            for (var k = 0; k <= size.Images; k++) shares[length++] = (double)k / size.Images;
        Array.Sort(shares);
        for (var i = 1; i < shares.Length; i++)
        {
            var largest = shares[i];
            if (largest == shares[i - 1]) continue;
            double all = 1, sum = 0;
            for (var s = 0; s < sizes.Length; s++)
            {
                var size = sizes[s];
                while (at[s] < size.Images && (double)(at[s] + 1) / size.Images <= largest) at[s]++;
                all *= Math.Pow(size.Below[at[s]], size.Classes);
                sum += size.Classes * size.Mean[at[s]] / size.Below[at[s]];
            }
            // So small a share as the largest has no probability that a double could hold.
            if (!(all > 0)) continue;
            var reached = all * sum / images.Count;
            expected += (reached - before) / largest;
            before = reached;
        }
        return expected / (1 - Math.Pow(1 - recall, images.Sum()));
    }

    /// <summary>The same for a model's own mean recall; <see langword="null"/> where a class has no images or none is ever right.</summary>
    internal static double? DisparateImpact(IReadOnlyList<long> images, Func<int, double?> recall)
    {
        double?[] recalls = [.. Enumerable.Range(0, images.Count).Select(recall)];
        return recalls.Contains(null) || recalls.Max() == 0 ? null : DisparateImpact(images, recalls.Average()!.Value);
    }

    /// <summary>So many classes of so many images: of the shares k/images, F and G.</summary>
    private static (int Images, int Classes, double[] Below, double[] Mean) Size(int images, int classes, double recall)
    {
        var (below, mean) = (new double[images + 1], new double[images + 1]);
        var distribution = new Binomial(recall, images);
        double sum = 0, weighted = 0;
        for (var k = 0; k <= images; k++)
        {
            var probability = distribution.Probability(k);
            below[k] = sum += probability;
            mean[k] = weighted += (double)k / images * probability;
        }
        return (images, classes, below, mean);
    }
}

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
    /// are divided by t.
    /// </summary>
    /// <param name="images">n_c, all positive.</param>
    /// <param name="recall">The common recall, above 0.</param>
    public static double DisparateImpact(IReadOnlyList<long> images, double recall)
    {
        if (recall >= 1) return 1;
        var sizes = images.GroupBy(n => n).Select(group => (Classes: group.Count(), Shares: Shares((int)group.Key, recall))).ToArray();
        double expected = 0, before = 0;
        // Each size keeps its place among its own shares while the largest share grows through those of all sizes.
        var at = new int[sizes.Length];
        foreach (var largest in sizes.SelectMany(size => size.Shares.Share).Where(share => share > 0).Distinct().Order())
        {
            double all = 1, sum = 0;
            for (var s = 0; s < sizes.Length; s++)
            {
                var shares = sizes[s].Shares;
                while (at[s] + 1 < shares.Share.Length && shares.Share[at[s] + 1] <= largest) at[s]++;
                all *= Math.Pow(shares.Below[at[s]], sizes[s].Classes);
                sum += sizes[s].Classes * shares.Mean[at[s]] / shares.Below[at[s]];
            }
            // So small a share as the largest has no probability that a double could hold.
            if (!(all > 0)) continue;
            var reached = all * sum / images.Count;
            expected += (reached - before) / largest;
            before = reached;
        }
        return expected;
    }

    /// <summary>The same for a model's own mean recall; <see langword="null"/> where a class has no images or none is ever right.</summary>
    internal static double? DisparateImpact(IReadOnlyList<long> images, Func<int, double?> recall)
    {
        double?[] recalls = [.. Enumerable.Range(0, images.Count).Select(recall)];
        return recalls.Contains(null) || recalls.Max() == 0 ? null : DisparateImpact(images, recalls.Average()!.Value);
    }

    private static (double[] Share, double[] Below, double[] Mean) Shares(int images, double recall)
    {
        var (share, below, mean) = (new double[images + 1], new double[images + 1], new double[images + 1]);
        var distribution = new Binomial(recall, images);
        double sum = 0, weighted = 0;
        for (var k = 0; k <= images; k++)
        {
            share[k] = (double)k / images;
            var probability = distribution.Probability(k);
            below[k] = sum += probability;
            mean[k] = weighted += share[k] * probability;
        }
        return (share, below, mean);
    }
}

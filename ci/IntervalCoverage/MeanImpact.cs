using MathNet.Numerics.Distributions;

namespace IntervalCoverage;

/// <summary>
/// The disparate impact that classes of known recalls print on average: E(mean / max) of independent binomial shares, by the
/// distribution of the largest, as <see cref="Reproduction.Metrics.EqualRecall"/> has it for equal recalls.
/// </summary>
internal static class MeanImpact
{
    /// <summary>With images of so many of every class.</summary>
    /// <param name="recalls">K true recalls.</param>
    /// <param name="images">n of each class.</param>
    public static double Of(IReadOnlyList<double> recalls, int images)
    {
        var shares = recalls.Select(recall => new Binomial(recall, images)).ToList();
        // Of each class P(share ≤ k / n) and E(share; share ≤ k / n).
        var (below, mean) = (new double[recalls.Count], new double[recalls.Count]);
        double expected = 0, before = 0;
        for (var k = 0; k <= images; k++)
        {
            double all = 1, sum = 0;
            for (var c = 0; c < below.Length; c++)
            {
                var probability = shares[c].Probability(k);
                below[c] += probability;
                mean[c] += probability * k / images;
                all *= below[c];
                sum += mean[c] / below[c];
            }
            if (k == 0 || !(all > 0)) continue;
            var reached = all * sum / below.Length;
            expected += (reached - before) * images / k;
            before = reached;
        }
        return expected;
    }
}

using MathNet.Numerics.Distributions;
using Reproduction.Randomness;

namespace Reproduction.Claims.Verdicts;

/// <summary>
/// Test images drawn anew, again and again: each class's recall scatters about its own as a share of that many images does. The normal
/// distribution stands in for the binomial, since of many images hundreds of thousands of sets are drawn.
/// </summary>
/// <param name="recalls">Of each class, in [0, 1].</param>
/// <param name="images">Test images of each class.</param>
/// <param name="random">Of it the draws are made.</param>
internal sealed class DrawnRecalls(double[] recalls, int images, CounterRandom random)
{
    private readonly double[] deviations = [.. recalls.Select(recall => Math.Sqrt(recall * (1 - recall) / images))];

    /// <summary>The next set of test images.</summary>
    public Drawn Next()
    {
        double sum = 0, best = 0;
        for (var c = 0; c < recalls.Length; c++)
        {
            var recall = Math.Min(1, recalls[c] + deviations[c] * StandardNormal());
            sum += recall;
            best = Math.Max(best, recall);
        }
        return new(sum / recalls.Length, best);
    }

    /// <summary>By the inverse of the distribution function, which at 0 is not finite.</summary>
    private double StandardNormal() => Normal.InvCDF(0, 1, random.NextUniform(double.Epsilon));

    /// <summary>What the recalls of one set come to.</summary>
    /// <param name="Mean">Over the classes.</param>
    /// <param name="Best">Of the best class.</param>
    public readonly record struct Drawn(double Mean, double Best)
    {
        /// <summary>The mean over the best.</summary>
        public double DisparateImpact => Mean / Best;
    }
}

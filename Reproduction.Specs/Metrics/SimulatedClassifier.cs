using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

/// <summary>
/// A classifier whose true recalls are known: an image of class c is taken for c with that probability, else for the next class.
/// </summary>
/// <param name="recalls">K true recalls.</param>
/// <param name="imagesPerClass">Images of every class in a test set.</param>
internal sealed class SimulatedClassifier(double[] recalls, int imagesPerClass)
{
    /// <summary>The true disparities.</summary>
    public Disparity Truth => Disparity.Over([.. recalls.Select(recall => (double?)recall)]);

    /// <summary>The true accuracy.</summary>
    public double Accuracy => recalls.Average();

    /// <summary>Its answers to a new test set.</summary>
    /// <param name="seed">Which test set.</param>
    public Predictions Answers(int seed)
    {
        var random = new Random(seed);
        var classes = recalls.Length;
        var labels = Enumerable.Range(0, classes * imagesPerClass).Select(image => image / imagesPerClass).ToArray();
        var logits = new double[labels.Length * classes];
        for (var image = 0; image < labels.Length; image++)
        {
            var right = random.NextDouble() < recalls[labels[image]];
            logits[image * classes + (right ? labels[image] : (labels[image] + 1) % classes)] = 1;
        }
        return new Predictions(labels, logits, classes);
    }

    /// <summary>The recalls that a new test set gives.</summary>
    /// <param name="random">Draws the test set.</param>
    public double[] Measured(Random random) => Drawn(recalls, random);

    /// <summary>
    /// Recalls of a new draw of as many images: what a test set gives from true recalls, and a stratified resample from measured ones.
    /// </summary>
    /// <param name="from">K recalls.</param>
    /// <param name="random">Draws.</param>
    public double[] Drawn(double[] from, Random random) => [.. Samplers(from).Select(sampler => sampler.Draw(random))];

    /// <summary>The same many times over.</summary>
    /// <param name="from">K recalls.</param>
    /// <param name="times">How many draws.</param>
    /// <param name="random">Draws.</param>
    public double?[][] Resampled(double[] from, int times, Random random)
    {
        var samplers = Samplers(from);
        return [.. Enumerable.Range(0, times).Select(_ => samplers.Select(sampler => (double?)sampler.Draw(random)).ToArray())];
    }

    private BinomialShare[] Samplers(double[] from) => [.. from.Select(recall => new BinomialShare(imagesPerClass, recall))];

    /// <summary>The share of successes in a number of trials, drawn by inverting the distribution function.</summary>
    private sealed class BinomialShare
    {
        private readonly double[] cumulative;

        public BinomialShare(int trials, double probability)
        {
            var distribution = new MathNet.Numerics.Distributions.Binomial(probability, trials);
            cumulative = new double[trials + 1];
            double sum = 0;
            for (var k = 0; k <= trials; k++) cumulative[k] = sum += distribution.Probability(k);
        }

        public double Draw(Random random)
        {
            var place = Array.BinarySearch(cumulative, random.NextDouble());
            return Math.Min(place < 0 ? ~place : place, cumulative.Length - 1) / (cumulative.Length - 1.0);
        }
    }
}

using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

/// <summary>Predictions of simulated classifiers.</summary>
internal static class Simulated
{
    /// <summary>Random labels, normal logits, the label's raised by <paramref name="skill"/>.</summary>
    public static Predictions Predictions(int images, int classes, int seed, float skill = 2)
    {
        var random = new Random(seed);
        var labels = new int[images];
        var logits = new float[images * classes];
        for (var i = 0; i < images; i++)
        {
            labels[i] = i < classes ? i : random.Next(classes);
            for (var c = 0; c < classes; c++)
                logits[i * classes + c] =
                    (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))
                    + (c == labels[i] ? skill : 0);
        }
        return new Predictions(labels, logits, classes);
    }
}

namespace Reproduction.Metrics;

/// <summary>Says that three figures in turn are the disparities of a per-class metric: disparate impact, ratio and gap.</summary>
/// <param name="First">The place of the first among the figures.</param>
/// <param name="Metric">The metric of a class, such as <see cref="ConfusionMatrix.Recall"/>.</param>
public sealed record PerClassDisparity(int First, Func<ConfusionMatrix, int, double?> Metric)
{
    /// <summary>The metric of every class.</summary>
    /// <param name="matrix">Counts.</param>
    public double?[] Of(ConfusionMatrix matrix) => [.. Enumerable.Range(0, matrix.Classes).Select(c => Metric(matrix, c))];
}

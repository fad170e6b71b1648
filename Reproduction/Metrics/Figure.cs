namespace Reproduction.Metrics;

/// <summary>A figure as files and people call it.</summary>
/// <param name="Key">Its name in files.</param>
/// <param name="Words">Its name for people.</param>
/// <param name="Of">What it is of.</param>
/// <param name="Value">It among a model's metrics; of a pair's figure none.</param>
/// <param name="NeedsScores">Whether predicted classes alone do not give it.</param>
public sealed record Figure(string Key, string Words, FigureOf Of, Func<MetricValues, double?> Value, bool NeedsScores = false)
{
    /// <summary>The least and the most that it can be.</summary>
    public Interval Range { get; init; } = new(0, 1);

    /// <summary>Whether a smaller one is better.</summary>
    public bool SmallerIsBetter { get; init; }
}

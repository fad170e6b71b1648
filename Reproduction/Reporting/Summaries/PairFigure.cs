using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting.Summaries;

/// <summary>A figure's difference between two models over the seeds.</summary>
/// <param name="Difference">First − second, paired by seed.</param>
/// <param name="ProbabilityAbove">Probability that the first model's figure, of any seed, is above the second's; <see langword="null"/>
/// where neither has one alone.</param>
/// <param name="Adjusted">p after Holm's correction for all pairs; <see langword="null"/> where the seeds have none.</param>
public sealed record PairFigure(SummaryFigure Difference, double? ProbabilityAbove, double? Adjusted = null)
{
    /// <summary>Whether it is beyond the seeds' noise after the correction.</summary>
    public bool IsBeyondNoise => Adjusted < Significance.Level;
}

using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Claims.Runs;

/// <summary>A figure in two sets of runs.</summary>
/// <param name="Model">Of which model.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Test">Fresh − reference, at the level of one of so many figures.</param>
/// <param name="IsRejected">Whether Holm's procedure rejects that they are equal.</param>
public sealed record ComparedFigure(string Model, string Figure, TTest Test, bool IsRejected)
{
    /// <summary>The change that must not go unseen.</summary>
    public double Margin => Compatibility.Margins[Figure];

    /// <summary>Whether all runs of both sets say the same: then they say nothing of what seeds scatter, and neither yes nor no.</summary>
    public bool IsTied { get; init; }

    /// <summary>Whether no change as large as the margin is compatible with the runs.</summary>
    public bool IsWithinMargin => !IsTied && -Margin <= Test.Interval.Low && Test.Interval.High <= Margin;

    /// <summary>The smallest change that these runs would see with the rule's power, at the level of one of so many figures.</summary>
    public double SmallestChange => Test.Detectable(Compatibility.Power);
}

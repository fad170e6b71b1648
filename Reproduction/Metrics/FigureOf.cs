namespace Reproduction.Metrics;

/// <summary>What a figure is of.</summary>
public enum FigureOf
{
    /// <summary>How good one model's answers are.</summary>
    Quality,

    /// <summary>How unequal one model's recalls are.</summary>
    Classes,

    /// <summary>What parts two models, and is no difference of a figure that each has.</summary>
    Pair,
}

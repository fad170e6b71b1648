using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.Counting.Questions;

/// <summary>The answer to a <see cref="CountQuestion"/>, with its evidence.</summary>
/// <param name="Possibility">Whether the figures can be true together.</param>
public sealed record CountAnswer(Possibility Possibility)
{
    /// <summary>
    /// A confusion matrix that prints every figure, checked by recomputation; with <see cref="CountQuestion.OtherClasses"/> it
    /// has one more class, last. <see langword="null"/> unless consistent.
    /// </summary>
    public ConfusionMatrix? Witness { get; init; }

    /// <summary>Figures that already cannot be true together; empty unless impossible.</summary>
    public IReadOnlyList<FigureClaim> Conflict { get; init; } = [];

    /// <summary>Whether none of the conflict's figures can be left out: proved, or time ran out.</summary>
    public bool ConflictIsIrreducible { get; init; }

    /// <summary>Whether no smaller set of figures clashes: proved, not only that none can be left out.</summary>
    public bool ConflictIsSmallest { get; init; }

    /// <summary>Why the figures clash, one step a line, for a reader with pencil and paper; empty unless impossible.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>How far the search came; <see langword="null"/> unless undecided.</summary>
    public string? Progress { get; init; }
}

namespace Reproduction.Claims.Counting;

/// <summary>Can these figures, all together, be those of one confusion matrix?</summary>
/// <param name="Supports">Images a class, K ≥ 2 numbers in class order.</param>
/// <param name="Claims">The figures.</param>
public sealed record CountQuestion(IReadOnlyList<long> Supports, IReadOnlyList<FigureClaim> Claims)
{
    /// <summary>
    /// Whether images may be of, or be taken for, classes that are not listed: what scikit-learn's <c>micro avg</c> in place of
    /// <c>accuracy</c> says of a table.
    /// </summary>
    public bool OtherClasses { get; init; }

    /// <summary>Whether each class has an image or a prediction: what the line <c>accuracy</c> says of a table.</summary>
    public bool EveryClassOccurs { get; init; }

    /// <summary>All images of the listed classes.</summary>
    public long Images => Supports.Sum();

    /// <summary>The same figures under one rounding rule.</summary>
    /// <param name="rule">The rule of every figure.</param>
    public CountQuestion Under(RoundingRule rule) => this with { Claims = [.. Claims.Select(claim => claim with { Rule = rule })] };
}

using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Questions;

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

    /// <summary>What the program that printed the figures does where counts alone do not say.</summary>
    internal Conventions Conventions { get; init; } = Conventions.Usual;

    /// <summary>Names of the classes for reasons; their places where there are none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>All images of the listed classes.</summary>
    public long Images => Supports.Sum();

    /// <summary>Images beside a class's own.</summary>
    /// <param name="c">The class.</param>
    internal long Others(int c) => Conventions.Others is { } others ? others[c] : Images - Supports[c];

    /// <summary>The most images of other classes that can have been taken for a class.</summary>
    /// <param name="c">The class.</param>
    internal long MostFalseAlarms(int c) => Conventions.NeverTaken.Contains(c) ? 0 : MostOthers(c);

    /// <summary>The images of other classes, or the most that tell anything where some may not be listed.</summary>
    /// <param name="c">The class.</param>
    internal long MostOthers(int c) => Conventions.Others is { } others
        ? others[c]
        : OtherClasses
        ? MostOfOthers
        : Images - Supports[c];

    /// <summary>
    /// The most images that classes beside the listed ones can have been taken for one of them: any number could be, so it is a
    /// bound above which no figure tells more. A precision of h / (h + f) prints as 0.0…0 with d decimals from f = 2 · 10ᵈ · h on,
    /// an F1 from 4 · 10ᵈ · h on. In all it stays below 2⁵⁰, more than any set of images has, so that sums are exact.
    /// </summary>
    private long MostOfOthers
    {
        get
        {
            var digits =
                Claims.Where(claim =>
                    claim.Figure is { IsDisparity: false, IsOfImages: false, Score: not (Score.Accuracy or Score.Recall) })
                        .Select(claim => claim.Printed.Digits).DefaultIfEmpty(0).Max();
            return (long)Math.Min(Math.Max(1000, 4 * Math.Pow(10, digits)) * (Images + 1.0), Math.ScaleB(1, 50) / Supports.Count);
        }
    }

    /// <summary>The same figures under one rounding rule.</summary>
    /// <param name="rule">The rule of every figure.</param>
    public CountQuestion Under(RoundingRule rule) => this with { Claims = [.. Claims.Select(claim => claim with { Rule = rule })] };

    /// <summary>The same figures, of which those that any rule may have rounded have this one.</summary>
    /// <param name="rule">The rule of those figures.</param>
    internal CountQuestion TakingAnyAs(RoundingRule rule) =>
        this with { Claims = [.. Claims.Select(claim => claim.Rule == RoundingRule.Any ? claim with { Rule = rule } : claim)] };
}

namespace Reproduction.Claims.Figures;

/// <summary>What a program does where counts alone do not say: images beside a class's own, and quotients of nothing.</summary>
internal sealed record Conventions
{
    /// <summary>Those of scikit-learn: all other images, and 0.</summary>
    public static Conventions Usual { get; } = new();

    /// <summary>
    /// Images beside the class's own, one number a class; <see langword="null"/> where they are those of the other classes. Where
    /// folds take the place of classes, each has its own.
    /// </summary>
    public IReadOnlyList<long>? Others { get; init; }

    /// <summary>What a precision, recall or F1 of nothing is: scikit-learn's <c>zero_division</c>, 0 or 1.</summary>
    public int ZeroDivision { get; init; }

    /// <summary>Scores that are undefined (<c>nan</c>) and so left out of the means.</summary>
    public IReadOnlySet<(Score Score, int Class)> LeftOut { get; init; } = new HashSet<(Score, int)>();

    /// <summary>Classes that no image was taken for, as their precision is undefined.</summary>
    public IReadOnlySet<int> NeverTaken { get; init; } = new HashSet<int>();

    /// <summary>Whether the classes are those of several tables, each closed by itself; <see langword="null"/> of one table.</summary>
    public SeveralTables? Tables { get; init; }

    /// <summary>The same without more scores in the means: a class without a precision was never taken.</summary>
    /// <param name="undefined">The scores.</param>
    public Conventions Without(IReadOnlyCollection<(Score Score, int Class)> undefined) => this with
    {
        LeftOut = LeftOut.Concat(undefined).ToHashSet(),
        NeverTaken = NeverTaken.Concat(undefined.Where(left => left.Score == Score.Precision).Select(left => left.Class)).ToHashSet(),
    };

    /// <summary>Whether the means of some scores are over the same classes.</summary>
    /// <param name="scores">The scores.</param>
    public bool AreOverTheSame(params Score[] scores)
    {
        HashSet<int> Left(Score score) => [.. LeftOut.Where(left => left.Score == score).Select(left => left.Class)];
        return scores.Skip(1).All(score => Left(score).SetEquals(Left(scores[0])));
    }

    /// <summary>How much of a class a mean takes, a whole number.</summary>
    /// <param name="mean">A mean over classes; of several tables with a class, over that class of each.</param>
    /// <param name="supports">Images a class.</param>
    /// <param name="c">The class.</param>
    public long Weight(FigureName mean, IReadOnlyList<long> supports, int c) =>
        LeftOut.Contains((mean.Score, c)) || (Tables is { } several && mean.Class >= 0 && mean.Class != c % several.Classes) ? 0
        : mean.Scope == Scope.Macro ? 1
        : supports[c] * (Tables?.WeightOf(c) ?? 1);

    /// <summary>How many classes a macro average of a score is over.</summary>
    /// <param name="score">The score.</param>
    /// <param name="classes">K.</param>
    public int Averaged(Score score, int classes) =>
        LeftOut.Count == 0 ? classes : Enumerable.Range(0, classes).Count(c => !LeftOut.Contains((score, c)));
}

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

    /// <summary>Whether the classes are those of several tables, each closed by itself; <see langword="null"/> of one table.</summary>
    public SeveralTables? Tables { get; init; }

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

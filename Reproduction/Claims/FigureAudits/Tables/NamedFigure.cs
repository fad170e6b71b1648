using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// A name and a number as a figure, wherever they stand: in a line of other text, in a line of a table that is of no class, or under a key
/// of a program's value.
/// </summary>
/// <param name="Figure">What the name says.</param>
/// <param name="Complement">Whether the number is what is missing to 1.</param>
/// <param name="Name">The name as claims have it, without what it says of the unit.</param>
/// <param name="Value">The number as it stands there, without marks and blanks.</param>
/// <param name="SaysPerCent">Whether the name says that the number is per cent.</param>
internal sealed record NamedFigure(FigureName Figure, bool Complement, string Name, string Value, bool SaysPerCent)
{
    /// <summary>Names that are of other things, too: of an F of a test of variances, of the error that a training made smaller.</summary>
    private static readonly string[] Ambiguous = ["f", "for", "phi", "error", "err", "ba", "bm", "mk", "fm", "gm"];

    /// <summary>Bits of floating-point numbers, which trainers call their precision.</summary>
    private static readonly string[] Bits = ["4", "8", "16", "32", "64"];

    /// <summary>Classes of which no name without a class means one: more than two.</summary>
    public static IReadOnlyList<string> ManyClasses { get; } = ["0", "1", "2"];

    /// <summary>Reads a name, spelt as in a claim or as the title of a column, and a number.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">What stands beside it.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <returns>The figure, be its number one or not; <see langword="null"/> of a name that is none's, or names a class.</returns>
    public static NamedFigure? Of(string name, string value, IReadOnlyList<string> classNames)
    {
        var bare = Column.WithoutUnit(name);
        // In brackets stands a class or, before a name, the model of a line.
        if (bare.Contains('[', StringComparison.Ordinal)) return null;
        foreach (var spelt in (string[])[bare, Column.Plain(bare)])
            if (PublishedNames.Parse(spelt, classNames) is var (figure, complement))
                return new(
                    figure, complement, spelt, CellText.Plain(value).Replace(" ", "", StringComparison.Ordinal), Column.IsPerCent(name));
        return null;
    }

    /// <summary>Whether it is of all classes: accuracy, kappa, Matthews' correlation, or a mean that says which it is.</summary>
    public bool IsOverall => IsMean || Figure.IsAgreement || Figure == FigureName.Accuracy;

    /// <summary>Whether its name may be that of something else than a figure of the classes.</summary>
    public bool IsAmbiguous => Ambiguous.Contains(Name.ToLowerInvariant());

    /// <summary>Whether it is the mean recall under its other name.</summary>
    public bool IsBalancedAccuracy => Figure is { Scope: Scope.Macro, Score: Score.Recall }
        && !Name.Contains("macro", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a mean that may leave a class out: mostly of the others where words are of none.</summary>
    /// <param name="classNames">Names of the classes.</param>
    public bool MayLeaveOut(IEnumerable<string> classNames) => IsMean && AverageName.MayLeaveOut(classNames);

    /// <summary>Whether a class without images makes it undefined: balanced accuracy, which leaves it out or counts it as 0.</summary>
    /// <param name="supports">Images of each class.</param>
    public bool IsUndefinedOf(IReadOnlyList<long> supports) => IsBalancedAccuracy && supports.Contains(0L);

    /// <summary>What it is, so that two of one kind are of one value where they are of the same predictions.</summary>
    public (FigureName Figure, bool Complement, bool IsBalancedAccuracy) Kind => (Figure, Complement, IsBalancedAccuracy);

    /// <summary>The shortest name that claims have for it.</summary>
    public string OwnName => IsBalancedAccuracy ? "balanced_accuracy"
        : Figure is { Scope: Scope.Whole, Score: Score.MatthewsCorrelation } ? "mcc"
        : !Complement ? $"{Figure}"
        : Figure == FigureName.Accuracy ? "error_rate"
        : Name;

    /// <summary>Whether its number can be nothing but per cent.</summary>
    public bool IsInPerCent =>
        !Figure.Score.IsUnbounded() && !MayBeCount && (IsSigned || (CellText.Score(Value) is { } printed && printed.Value > 1));

    /// <summary>Whether it may be how many images are wrong, as <c>zero_one_loss(…, normalize=False)</c> has it.</summary>
    private bool MayBeCount => Complement && Figure == FigureName.Accuracy && Value != "0" && Value.All(char.IsAsciiDigit);

    private bool IsMean => Figure.IsMean || Figure.Scope == Scope.Micro;

    private bool IsSigned => Value.Contains('%', StringComparison.Ordinal);

    /// <summary>
    /// The number as claims have it: of what is more than 1 the unit is per cent, where the name, the figures beside it or the figure
    /// itself say so.
    /// </summary>
    /// <param name="areOthersInPerCent">Whether figures beside it are in per cent.</param>
    /// <returns>The number, with a sign of per cent in that unit; <see langword="null"/> of what is none, or may be in either.</returns>
    public string? Share(bool areOthersInPerCent)
    {
        if (CellText.Score(Value) is not { } printed) return null;
        if (Figure.Score.IsUnbounded()) return Value;
        // A share has no thousands.
        var number = Value.Replace(',', '.');
        if (IsSigned) return printed.Value <= 1 ? number : null;
        if (MayBeCount && !SaysPerCent && !areOthersInPerCent) return null;
        if (printed.Value <= 1)
        {
            // Of an error of 0.85 beside an accuracy of 99.15 nothing says that it is a share; of 0.85 (%) beside shares two things differ.
            var isBelowOne = Complement && areOthersInPerCent;
            return SaysPerCent != isBelowOne ? null : isBelowOne ? $"{number}%" : number;
        }
        // An error in per cent is often just above 1; anything else there is in neither unit.
        var isPerCent = SaysPerCent || areOthersInPerCent || (IsOverall && (Complement || printed.Value >= 2));
        return isPerCent && printed.Value <= 100 && !IsOfBits ? $"{number}%" : null;
    }

    private bool IsOfBits => Figure is { IsOfClass: true, Score: Score.Precision } && Bits.Contains(Value);
}

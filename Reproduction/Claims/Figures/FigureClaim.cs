namespace Reproduction.Claims.Figures;

/// <summary>A published figure: what it is a figure of, its text, and how it was rounded.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Printed">The text.</param>
/// <param name="Rule">How it was rounded.</param>
public sealed record FigureClaim(FigureName Figure, PrintedFigure Printed, RoundingRule Rule)
{
    /// <summary>Whether the text is of what is missing to 1: a rate of errors.</summary>
    public bool Complement { get; init; }

    /// <summary>Whether it was computed in single precision, so that its last digits are those of float32 arithmetic.</summary>
    public bool IsOfSinglePrecision { get; init; }

    /// <summary>The name under which it was published, where that is not <see cref="Figure"/>'s own.</summary>
    public string? PublishedAs { get; init; }

    /// <summary>The name to show.</summary>
    public string Name => PublishedAs ?? $"{Figure}";

    /// <summary>The name to show, classes by theirs.</summary>
    /// <param name="classNames">K names; <see langword="null"/> for their places.</param>
    public string NameIn(IReadOnlyList<string>? classNames) =>
        classNames is null || (PublishedAs is { } own && !own.Contains('[', StringComparison.Ordinal)) ? Name
        : PublishedAs is null
            ? Figure.ToString(classNames)
            : $"{PublishedAs[..PublishedAs.IndexOf('[', StringComparison.Ordinal)]}[{classNames[Figure.Class]}]";

    /// <summary>Such as <c>recall[3]=0.87</c>.</summary>
    public override string ToString() => $"{Name}={Printed}";
}

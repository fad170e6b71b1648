namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>Figures round a confusion matrix: R's caret prints them below it, RapidMiner and maps of land cover at its margins.</summary>
/// <param name="FirstLine">The line of its title.</param>
/// <param name="LastLine">Its last line.</param>
/// <param name="Figures">The figures, by the names that claims have.</param>
/// <param name="NotJudged">Titles of figures that are not judged.</param>
internal sealed record MatrixFigures(
    int FirstLine, int LastLine, IReadOnlyList<(int Line, string Name, string Text)> Figures, IReadOnlyList<string> NotJudged)
{
    /// <summary>The name of the figure that is a class.</summary>
    public const string PositiveClass = "positive";

    /// <summary>The name of the share of all images that are wrong.</summary>
    public const string ErrorRate = "error_rate";

    /// <summary>The matrix, where it stands among the figures; else it is one of the paste's that is in these lines.</summary>
    public FoundMatrix? Matrix { get; init; }

    /// <summary>The name of the positive class.</summary>
    public string? Positive => Figures.FirstOrDefault(figure => figure.Name == PositiveClass).Text;

    /// <summary>Whether a line is in it.</summary>
    public bool Has(int line) => line >= FirstLine && line <= LastLine;
}

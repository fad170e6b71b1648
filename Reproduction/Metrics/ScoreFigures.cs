namespace Reproduction.Metrics;

/// <summary>The figures that need scores and not classes alone: undefined where a file has hard answers.</summary>
internal static class ScoreFigures
{
    /// <summary>Values in the order of <see cref="FigureCatalogue.All"/>, null where they need scores that are not there.</summary>
    public static IEnumerable<T?> Defined<T>(IEnumerable<T?> values, bool haveScores) =>
        values.Zip(FigureCatalogue.All, (value, figure) => haveScores || !figure.NeedsScores ? value : default);
}

using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>Which figures a report has of every model, under which names and in which order.</summary>
public static class ReportedFigures
{
    /// <summary>The figures of the catalogue in the report's order: quality, then disparities.</summary>
    internal static IReadOnlyList<Figure> OfModels { get; } = [.. FigureCatalogue.All.OrderBy(figure => figure.Of)];

    private static readonly string[] Measures = ["mean / max", "min / max", "max − min"];

    /// <summary>Names of the figures of quality: of hits, ranking and calibration.</summary>
    public static IReadOnlyList<string> Quality { get; } = [.. Words(FigureOf.Quality)];

    /// <summary>
    /// Names of the disparities between classes. The first is the experiment's disparate impact; those of recall, its notion of
    /// bias, come first.
    /// </summary>
    public static IReadOnlyList<string> Disparities { get; } =
    [
        .. Words(FigureOf.Classes),
        .. from metric in new[] { "precision", "F1" } from measure in Measures select $"{measure} of {metric}",
    ];

    /// <summary>The figures of a report's first table: how often a model is right, at all and where it is least.</summary>
    internal static IReadOnlyList<Figure> Main { get; } =
    [
        FigureCatalogue.Accuracy, FigureCatalogue.MacroF1, FigureCatalogue.AurocOvrMacro, FigureCatalogue.DisparateImpact,
        FigureCatalogue.WorstRecall,
    ];

    /// <summary>Those of its probabilities, in a table of their own.</summary>
    internal static IReadOnlyList<Figure> Probabilities { get; } =
        [FigureCatalogue.Nll, FigureCatalogue.Brier, FigureCatalogue.Ece, FigureCatalogue.ClassWiseEce];

    /// <summary>Those of its recalls of the classes that the first table has not.</summary>
    internal static IReadOnlyList<Figure> Recalls { get; } =
    [
        FigureCatalogue.WorstErrorShare, FigureCatalogue.RecallRatio, FigureCatalogue.RecallGap, FigureCatalogue.ExcessDisparateImpact,
    ];

    /// <summary>Names of the disparities of the metrics that stand beside recall.</summary>
    internal static IReadOnlyList<string> BesideRecall { get; } = [.. Disparities.Skip(Words(FigureOf.Classes).Count())];

    /// <summary>The metrics of a class whose disparities stand beside those of recall.</summary>
    internal static IReadOnlyList<ClassMetric> PerClass { get; } = [ClassMetric.Precision, ClassMetric.F1];

    /// <summary>Every figure of a model: the metrics, then the disparities of <see cref="PerClass"/>.</summary>
    internal static IReadOnlyList<double?> Values(MetricValues metrics, ConfusionMatrix matrix) =>
    [
        .. metrics.Values,
        .. new[] { Disparity.OfPrecision(matrix), Disparity.OfF1(matrix) }.SelectMany(of => new[] { of.DisparateImpact, of.Ratio, of.Gap }),
    ];

    /// <summary>Brings figures into the order of the report: quality, disparities.</summary>
    /// <param name="figures">Something of each of <see cref="Values"/>.</param>
    internal static IEnumerable<T> InOrder<T>(IReadOnlyList<T> figures) =>
        FigureCatalogue.All.Zip(figures).OrderBy(figure => figure.First.Of).Select(figure => figure.Second)
            .Concat(figures.Skip(FigureCatalogue.All.Count));

    private static IEnumerable<string> Words(FigureOf of) => OfModels.Where(figure => figure.Of == of).Select(figure => figure.Words);
}

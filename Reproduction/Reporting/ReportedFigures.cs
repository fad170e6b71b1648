using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>Which figures a report has of every model, under which names and in which order.</summary>
public static class ReportedFigures
{
    private static readonly (string Metric, string Name)[] OfQuality =
    [
        ("accuracy", "accuracy"),
        ("macro_f1", "macro F1"),
        ("auroc_ovr_macro", "AUROC (one-vs-rest, macro)"),
        ("ece", "expected calibration error"),
        ("class_wise_ece", "class-wise calibration error (mean)"),
        ("nll", "negative log likelihood"),
        ("brier", "Brier score"),
    ];

    private static readonly (string Metric, string Name)[] OfRecall =
    [
        ("disparate_impact", "DI: mean / max of recall"),
        ("recall_ratio", "min / max of recall"),
        ("recall_gap", "max − min of recall"),
        ("worst_recall", "recall of the worst class"),
        ("worst_error_share", "share of errors of the worst class"),
        ("excess_disparate_impact", "DI less that of equal recalls"),
    ];

    /// <summary>The metrics that a report shows, with their names.</summary>
    internal static IReadOnlyList<(string Metric, string Name)> OfMetrics { get; } = [.. OfQuality, .. OfRecall];

    private static readonly string[] Measures = ["mean / max", "min / max", "max − min"];

    /// <summary>Names of the figures of quality: of hits, ranking and calibration.</summary>
    public static IReadOnlyList<string> Quality { get; } = [.. OfQuality.Select(metric => metric.Name)];

    /// <summary>Where the expected calibration error stands in <see cref="Quality"/>.</summary>
    internal static int Calibration { get; } = Array.FindIndex(OfQuality, metric => metric.Metric == "ece");

    /// <summary>
    /// Names of the disparities between classes. The first is the experiment's disparate impact; those of recall, its notion of
    /// bias, come first.
    /// </summary>
    public static IReadOnlyList<string> Disparities { get; } =
    [
        .. OfRecall.Select(metric => metric.Name),
        .. from metric in new[] { "precision", "F1" } from measure in Measures select $"{measure} of {metric}",
    ];

    /// <summary>The metrics of a class whose disparities stand beside those of recall.</summary>
    internal static IReadOnlyList<Func<ClassCounts, int, double?>> PerClass { get; } = [(counts, c) => counts.Precision(c), (counts, c) => counts.F1(c)];

    /// <summary>Every figure of a model: the metrics, then the disparities of <see cref="PerClass"/>.</summary>
    internal static IReadOnlyList<double?> Values(MetricValues metrics, ConfusionMatrix matrix) =>
    [
        .. metrics.Values,
        .. new[] { Disparity.OfPrecision(matrix), Disparity.OfF1(matrix) }.SelectMany(of => new[] { of.DisparateImpact, of.Ratio, of.Gap }),
    ];

    /// <summary>Brings figures into the order of the report: quality, disparities.</summary>
    /// <param name="figures">Something of each of <see cref="Values"/>.</param>
    internal static IEnumerable<T> InOrder<T>(IReadOnlyList<T> figures)
    {
        var names = MetricValues.Names.ToList();
        return OfQuality.Concat(OfRecall).Select(metric => figures[names.IndexOf(metric.Metric)]).Concat(figures.Skip(names.Count));
    }
}

using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>Which figures a report has of every model, under which names and in which order.</summary>
public static class ReportedFigures
{
    private static readonly (string Metric, string Name)[] Metrics =
    [
        ("accuracy", "accuracy"),
        ("macro_f1", "macro F1"),
        ("auroc_ovr_macro", "AUROC (one-vs-rest, macro)"),
        ("ece", "expected calibration error"),
        ("nll", "negative log likelihood"),
        ("brier", "Brier score"),
    ];

    /// <summary>Names of the figures of quality: of hits, ranking and calibration.</summary>
    public static IReadOnlyList<string> Quality { get; } = [.. Metrics.Select(metric => metric.Name)];

    /// <summary>Where the expected calibration error stands in <see cref="Quality"/>.</summary>
    internal static int Calibration { get; } = Array.FindIndex(Metrics, metric => metric.Metric == "ece");

    /// <summary>
    /// Names of the disparities between classes. The first is the experiment's disparate impact, the first three are of recall,
    /// its notion of bias.
    /// </summary>
    public static IReadOnlyList<string> Disparities { get; } =
        [.. from metric in new[] { "recall", "precision", "F1" }
            from measure in new[] { "mean / max", "min / max", "max − min" }
            select (metric, measure) == ("recall", "mean / max") ? "DI: mean / max of recall" : $"{measure} of {metric}"];

    /// <summary>The disparities, then the recall of each class.</summary>
    internal static IReadOnlyList<double?> Counted(ConfusionMatrix matrix) =>
    [
        .. new[] { Disparity.OfRecall(matrix), Disparity.OfPrecision(matrix), Disparity.OfF1(matrix) }
            .SelectMany(disparity => new[] { disparity.DisparateImpact, disparity.Ratio, disparity.Gap }),
        .. Enumerable.Range(0, matrix.Classes).Select(matrix.Recall),
    ];

    /// <summary>Where the disparities stand in <see cref="Counted"/>.</summary>
    internal static IReadOnlyList<PerClassDisparity> CountedDisparities { get; } =
    [
        new(0, (matrix, c) => matrix.Recall(c)), new(3, (matrix, c) => matrix.Precision(c)), new(6, (matrix, c) => matrix.F1(c)),
    ];

    /// <summary>Brings figures into the order of the report: quality, disparities, the recall of each class.</summary>
    /// <param name="figures">Something of every metric in the order of <see cref="MetricValues.Names"/>, then of every <see cref="Counted"/>.</param>
    internal static IEnumerable<T> InOrder<T>(IReadOnlyList<T> figures)
    {
        var names = MetricValues.Names.ToList();
        return Metrics.Select(metric => figures[names.IndexOf(metric.Metric)]).Concat(figures.Skip(names.Count));
    }
}

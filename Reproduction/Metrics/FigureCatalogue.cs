namespace Reproduction.Metrics;

/// <summary>Every figure that is named anywhere.</summary>
public static class FigureCatalogue
{
    /// <summary><see cref="MetricValues.Accuracy"/>.</summary>
    public static Figure Accuracy { get; } = new("accuracy", "accuracy", FigureOf.Quality, of => of.Accuracy);

    /// <summary><see cref="MetricValues.MacroF1"/>.</summary>
    public static Figure MacroF1 { get; } = new("macro_f1", "macro F1", FigureOf.Quality, of => of.MacroF1);

    /// <summary><see cref="MetricValues.AurocOvrMacro"/>.</summary>
    public static Figure AurocOvrMacro { get; } =
        new("auroc_ovr_macro", "AUROC (one-vs-rest, macro)", FigureOf.Quality, of => of.AurocOvrMacro, NeedsScores: true);

    /// <summary><see cref="MetricValues.DisparateImpact"/>.</summary>
    public static Figure DisparateImpact { get; } =
        new("disparate_impact", "DI: mean / max of recall", FigureOf.Classes, of => of.DisparateImpact);

    /// <summary><see cref="MetricValues.RecallRatio"/>.</summary>
    public static Figure RecallRatio { get; } = new("recall_ratio", "min / max of recall", FigureOf.Classes, of => of.RecallRatio);

    /// <summary><see cref="MetricValues.RecallGap"/>.</summary>
    public static Figure RecallGap { get; } =
        new("recall_gap", "max − min of recall", FigureOf.Classes, of => of.RecallGap) { SmallerIsBetter = true };

    /// <summary><see cref="MetricValues.Ece"/>.</summary>
    public static Figure Ece { get; } =
        new("ece", "expected calibration error", FigureOf.Quality, of => of.Ece, NeedsScores: true) { SmallerIsBetter = true };

    /// <summary><see cref="MetricValues.Nll"/>.</summary>
    public static Figure Nll { get; } = new("nll", "negative log likelihood", FigureOf.Quality, of => of.Nll, NeedsScores: true)
    {
        Range = new(0, double.PositiveInfinity),
        SmallerIsBetter = true,
    };

    /// <summary><see cref="MetricValues.Brier"/>.</summary>
    public static Figure Brier { get; } =
        new("brier", "Brier score", FigureOf.Quality, of => of.Brier, NeedsScores: true) { Range = new(0, 2), SmallerIsBetter = true };

    /// <summary><see cref="MetricValues.ClassWiseEce"/>.</summary>
    public static Figure ClassWiseEce { get; } =
        new("class_wise_ece", "class-wise calibration error (mean)", FigureOf.Quality, of => of.ClassWiseEce, NeedsScores: true)
        {
            SmallerIsBetter = true,
        };

    /// <summary><see cref="MetricValues.WorstRecall"/>.</summary>
    public static Figure WorstRecall { get; } =
        new("worst_recall", "recall of the worst class", FigureOf.Classes, of => of.WorstRecall);

    /// <summary><see cref="MetricValues.WorstErrorShare"/>.</summary>
    public static Figure WorstErrorShare { get; } =
        new("worst_error_share", "share of errors of the worst class", FigureOf.Classes, of => of.WorstErrorShare)
        {
            SmallerIsBetter = true,
        };

    /// <summary><see cref="MetricValues.ExcessDisparateImpact"/>.</summary>
    public static Figure ExcessDisparateImpact { get; } =
        new("excess_disparate_impact", "DI less that of equal recalls", FigureOf.Classes, of => of.ExcessDisparateImpact)
        {
            Range = new(-1, 1),
        };

    /// <summary>The figures of a model, in the order of run.json.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        Accuracy, MacroF1, AurocOvrMacro, DisparateImpact, RecallRatio, RecallGap, Ece, Nll, Brier, ClassWiseEce, WorstRecall,
        WorstErrorShare, ExcessDisparateImpact,
    ];

    /// <summary>
    /// How the first model's disparate impact differs from what the second's would be at the first's accuracy, had all its classes'
    /// errors changed by one factor (<c>AccuracyPart.Adjusted</c>).
    /// </summary>
    public static Figure ExcessOverProportionalErrors { get; } =
        new("excess_over_proportional_errors", "DI less that of proportional errors", FigureOf.Pair, _ => null);

    /// <summary>How often two models predict the same class (<see cref="Metrics.Agreement.Share"/>).</summary>
    public static Figure Agreement { get; } = new("agreement", "agreement", FigureOf.Pair, _ => null);

    /// <summary>How often at least one of two models is right (<see cref="Metrics.EitherRight.Share"/>).</summary>
    public static Figure EitherRight { get; } = new("either_right", "at least one right", FigureOf.Pair, _ => null);

    /// <summary>The keys of a model's figures.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(figure => figure.Key)];
}

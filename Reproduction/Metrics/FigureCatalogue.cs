namespace Reproduction.Metrics;

/// <summary>What a figure is of.</summary>
public enum FigureOf
{
    /// <summary>How good one model's answers are.</summary>
    Quality,

    /// <summary>How unequal one model's recalls are.</summary>
    Classes,

    /// <summary>What parts two models, and is no difference of a figure that each has.</summary>
    Pair,
}

/// <summary>A figure as files and people call it.</summary>
/// <param name="Key">Its name in files.</param>
/// <param name="Words">Its name for people.</param>
/// <param name="Of">What it is of.</param>
/// <param name="NeedsScores">Whether predicted classes alone do not give it.</param>
public sealed record Figure(string Key, string Words, FigureOf Of, bool NeedsScores = false)
{
    /// <summary>The least and the most that it can be.</summary>
    public Interval Range { get; init; } = new(0, 1);

    /// <summary>Whether a smaller one is better.</summary>
    public bool SmallerIsBetter { get; init; }
}

/// <summary>Every figure that is named anywhere.</summary>
public static class FigureCatalogue
{
    /// <summary>The figures of a model, in the order of run.json.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("accuracy", "accuracy", FigureOf.Quality),
        new("macro_f1", "macro F1", FigureOf.Quality),
        new("auroc_ovr_macro", "AUROC (one-vs-rest, macro)", FigureOf.Quality, NeedsScores: true),
        new("disparate_impact", "DI: mean / max of recall", FigureOf.Classes),
        new("recall_ratio", "min / max of recall", FigureOf.Classes),
        new("recall_gap", "max − min of recall", FigureOf.Classes) { SmallerIsBetter = true },
        new("ece", "expected calibration error", FigureOf.Quality, NeedsScores: true) { SmallerIsBetter = true },
        new("nll", "negative log likelihood", FigureOf.Quality, NeedsScores: true)
        {
            Range = new(0, double.PositiveInfinity), SmallerIsBetter = true,
        },
        new("brier", "Brier score", FigureOf.Quality, NeedsScores: true) { Range = new(0, 2), SmallerIsBetter = true },
        new("class_wise_ece", "class-wise calibration error (mean)", FigureOf.Quality, NeedsScores: true) { SmallerIsBetter = true },
        new("worst_recall", "recall of the worst class", FigureOf.Classes),
        new("worst_error_share", "share of errors of the worst class", FigureOf.Classes) { SmallerIsBetter = true },
        new("excess_disparate_impact", "DI less that of equal recalls", FigureOf.Classes) { Range = new(-1, 1) },
    ];

    /// <summary>
    /// How the first model's disparate impact differs from what the second's would be at the first's accuracy, had all its classes'
    /// errors changed by one factor (<c>AccuracyPart.Adjusted</c>).
    /// </summary>
    public static Figure ExcessOverProportionalErrors { get; } =
        new("excess_over_proportional_errors", "DI less that of proportional errors", FigureOf.Pair);

    /// <summary>How often two models predict the same class (<see cref="Metrics.Agreement.Share"/>).</summary>
    public static Figure Agreement { get; } = new("agreement", "agreement", FigureOf.Pair);

    /// <summary>The keys of a model's figures.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(figure => figure.Key)];

    /// <summary>The figure of a key.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentException">No figure has it.</exception>
    public static Figure Named(string key) => All[Place(key)];

    /// <summary>Where a figure stands.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentException">No figure has it.</exception>
    public static int Place(string key)
    {
        for (var place = 0; place < Keys.Count; place++)
            if (Keys[place] == key) return place;
        throw new ArgumentException($"No figure is called {key}.", nameof(key));
    }
}

namespace Reproduction.Claims.Published;

/// <summary>The kinds' names in the ledger and in words, and how many numbers each has.</summary>
public static class FigureKinds
{
    private static readonly (FigureKind Kind, string Name, string Words)[] All =
    [
        (FigureKind.Accuracy, "accuracy", "accuracy"),
        (FigureKind.AurocOvrMacro, "auroc_ovr_macro", "AUROC"),
        (FigureKind.DisparateImpact, "disparate_impact", "DI"),
        (FigureKind.Nll, "nll", "test loss"),
        (FigureKind.Precision, "precision", "precision of each class"),
        (FigureKind.Recall, "recall", "recall of each class"),
        (FigureKind.F1, "f1", "F1 of each class"),
        (FigureKind.MacroAverage, "macro_average", "macro averages"),
        (FigureKind.EpochTrainAccuracy, "epoch_train_accuracy", "train accuracy of each epoch"),
        (FigureKind.EpochTestAccuracy, "epoch_test_accuracy", "test accuracy of each epoch"),
        (FigureKind.EpochTrainLoss, "epoch_train_loss", "train loss of each epoch"),
    ];

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>The kind of a name; <see langword="null"/> of another word.</summary>
    /// <param name="name">Such as <c>disparate_impact</c>.</param>
    public static FigureKind? Named(string name) =>
        All.Where(kind => kind.Name == name).Select(kind => (FigureKind?)kind.Kind).FirstOrDefault();

    /// <summary>The kind in words.</summary>
    /// <param name="kind">The kind.</param>
    public static string Words(FigureKind kind) => All.First(entry => entry.Kind == kind).Words;

    /// <summary>Whether a figure has a number for each epoch.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsOfEachEpoch(FigureKind kind) =>
        kind is FigureKind.EpochTrainAccuracy or FigureKind.EpochTestAccuracy or FigureKind.EpochTrainLoss;

    /// <summary>How many numbers a figure has; <see langword="null"/> where any number of epochs will do.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="model">Of which model.</param>
    public static int? Count(FigureKind kind, PublishedModel model) => kind switch
    {
        FigureKind.Precision or FigureKind.Recall or FigureKind.F1 => model.Classes,
        FigureKind.MacroAverage => 3,
        _ => IsOfEachEpoch(kind) ? null : 1,
    };
}

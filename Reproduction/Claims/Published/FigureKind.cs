namespace Reproduction.Claims.Published;

/// <summary>What a published figure is a figure of.</summary>
public enum FigureKind
{
    /// <summary>Share of the test images classified rightly.</summary>
    Accuracy,

    /// <summary>Mean area under the ROC curves, one class against the rest.</summary>
    AurocOvrMacro,

    /// <summary>Mean recall / largest recall.</summary>
    DisparateImpact,

    /// <summary>Mean cross entropy on the test images.</summary>
    Nll,

    /// <summary>Precision of each class.</summary>
    Precision,

    /// <summary>Recall of each class.</summary>
    Recall,

    /// <summary>F1 of each class.</summary>
    F1,

    /// <summary>Macro averages of precision, recall and F1.</summary>
    MacroAverage,

    /// <summary>Accuracy on the training images, each epoch.</summary>
    EpochTrainAccuracy,

    /// <summary>Accuracy on the test images, each epoch.</summary>
    EpochTestAccuracy,

    /// <summary>Mean loss on the training images, each epoch.</summary>
    EpochTrainLoss,
}

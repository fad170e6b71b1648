namespace Reproduction.Claims.Figures;

/// <summary>A score that is a function of the confusion matrix (and, for the area under the curve, of its grain).</summary>
public enum Score
{
    /// <summary>Hits / images.</summary>
    Accuracy,

    /// <summary>Hits / predictions, 0 of a class never predicted.</summary>
    Precision,

    /// <summary>Hits / support, 0 of a class without images.</summary>
    Recall,

    /// <summary>2 hits / (support + predictions), 0 of neither.</summary>
    F1,

    /// <summary>Of the images of other classes, the share not taken for the class.</summary>
    Specificity,

    /// <summary>Two classes: of the images taken for class 0, the share that is of it (class 1 is the positive one).</summary>
    NegativePredictiveValue,

    /// <summary>Two classes: Matthews' correlation coefficient, 0 where undefined, as in scikit-learn.</summary>
    MatthewsCorrelation,

    /// <summary>Mean recall / largest recall.</summary>
    DisparateImpact,

    /// <summary>Smallest recall / largest recall.</summary>
    RecallRatio,

    /// <summary>Largest recall − smallest recall.</summary>
    RecallGap,

    /// <summary>The listed classes' images: what a report's average lines repeat.</summary>
    Images,

    /// <summary>Macro average of the areas under the ROC curves, one class against the rest: only its grain follows from supports.</summary>
    AurocOvrMacro,
}

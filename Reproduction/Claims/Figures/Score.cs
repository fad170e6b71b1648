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

    /// <summary>Of the images not taken for the class, the share that is not of it; of a whole table, that of class 1 of two.</summary>
    NegativePredictiveValue,

    /// <summary>Matthews' correlation coefficient, of any number of classes; 0 where undefined, as in scikit-learn.</summary>
    MatthewsCorrelation,

    /// <summary>Cohen's kappa: agreement beyond chance.</summary>
    Kappa,

    /// <summary>(1 + β²) hits / ((1 + β²) hits + β² misses + false alarms).</summary>
    FBeta,

    /// <summary>Hits / (support + false alarms).</summary>
    Jaccard,

    /// <summary>√(precision · recall).</summary>
    FowlkesMallows,

    /// <summary>√(recall · specificity).</summary>
    GeometricMean,

    /// <summary>Of one class against the rest: images classified rightly / images.</summary>
    BinaryAccuracy,

    /// <summary>Of one class against the rest: (recall + specificity) / 2.</summary>
    BalancedAccuracy,

    /// <summary>Recall + specificity − 1.</summary>
    Informedness,

    /// <summary>Precision + negative predictive value − 1.</summary>
    Markedness,

    /// <summary>Recall / (1 − specificity).</summary>
    LikelihoodRatioPositive,

    /// <summary>1 less the negative likelihood ratio (1 − recall) / specificity, which itself falls with hits.</summary>
    LikelihoodRatioNegative,

    /// <summary>Hits · rejections / (false alarms · misses).</summary>
    DiagnosticOddsRatio,

    /// <summary>Hits.</summary>
    TruePositives,

    /// <summary>Images of other classes that were not taken for the class.</summary>
    TrueNegatives,

    /// <summary>Share of the images whose class is among the k likeliest.</summary>
    TopAccuracy,

    /// <summary>Two classes: the area under the ROC curve, which the operating point bounds.</summary>
    Auroc,

    /// <summary>Mean recall / largest recall.</summary>
    DisparateImpact,

    /// <summary>Smallest recall / largest recall.</summary>
    RecallRatio,

    /// <summary>Largest recall − smallest recall.</summary>
    RecallGap,

    /// <summary>The listed classes' images: what a report's average lines repeat.</summary>
    Images,

    /// <summary>
    /// Macro average of the areas under the ROC curves, one class against the rest: only its grain follows from supports.
    /// </summary>
    AurocOvrMacro,
}

using System.Globalization;

namespace Reproduction.Claims.Figures;

/// <summary>The name of a figure, such as <c>accuracy</c>, <c>recall[3]</c>, <c>macro_f1</c> or <c>disparate_impact</c>.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Scope">Of what.</param>
/// <param name="Class">The class, from 0, if the scope is one class; else −1.</param>
public readonly record struct FigureName(Score Score, Scope Scope, int Class = -1)
{
    /// <summary>Every name but those of single classes, for messages.</summary>
    public const string Names =
        "accuracy, precision[c], recall[c], f1[c], specificity[c], macro_ or weighted_ precision, recall, f1 or specificity, "
        + "disparate_impact, recall_ratio, recall_gap, auroc_ovr_macro, or for two classes matthews_corrcoef or npv";

    private static readonly Dictionary<string, Score> Whole = new()
    {
        ["accuracy"] = Score.Accuracy,
        ["npv"] = Score.NegativePredictiveValue,
        ["matthews_corrcoef"] = Score.MatthewsCorrelation,
        ["disparate_impact"] = Score.DisparateImpact,
        ["recall_ratio"] = Score.RecallRatio,
        ["recall_gap"] = Score.RecallGap,
        ["auroc_ovr_macro"] = Score.AurocOvrMacro,
    };

    private static readonly Dictionary<string, Score> PerClass = new()
    {
        ["precision"] = Score.Precision,
        ["recall"] = Score.Recall,
        ["f1"] = Score.F1,
        ["specificity"] = Score.Specificity,
    };

    /// <summary>Whether it compares the classes' recalls.</summary>
    public bool IsDisparity => Score is Score.DisparateImpact or Score.RecallRatio or Score.RecallGap;

    /// <summary>Whether it is a mean over classes.</summary>
    public bool IsMean => Scope is Scope.Macro or Scope.Weighted;

    /// <summary>Whether it is of one class.</summary>
    public bool IsOfClass => Scope == Scope.Class;

    /// <summary>Accuracy.</summary>
    public static FigureName Accuracy => new(Score.Accuracy, Scope.Whole);

    /// <summary>The listed classes' images.</summary>
    public static FigureName Images => new(Score.Images, Scope.Whole);

    /// <summary>Mean recall / largest recall.</summary>
    public static FigureName DisparateImpact => new(Score.DisparateImpact, Scope.Whole);

    /// <summary>Smallest recall / largest recall.</summary>
    public static FigureName RecallRatio => new(Score.RecallRatio, Scope.Whole);

    /// <summary>Largest recall − smallest recall.</summary>
    public static FigureName RecallGap => new(Score.RecallGap, Scope.Whole);

    /// <summary>A score of one class.</summary>
    /// <param name="score">Precision, recall, F1 or specificity.</param>
    /// <param name="class">From 0.</param>
    public static FigureName Of(Score score, int @class) => new(score, Scope.Class, @class);

    /// <summary>A macro average.</summary>
    /// <param name="score">Precision, recall, F1 or specificity.</param>
    public static FigureName Macro(Score score) => new(score, Scope.Macro);

    /// <summary>A weighted average.</summary>
    /// <param name="score">Precision, recall, F1 or specificity.</param>
    public static FigureName Weighted(Score score) => new(score, Scope.Weighted);

    /// <summary>Reads a name.</summary>
    /// <param name="name">Such as <c>recall[3]</c>; a class may be given by its name too.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <returns>The figure, or <see langword="null"/> if there is none of that name for that many classes.</returns>
    public static FigureName? Parse(string name, IReadOnlyList<string> classNames)
    {
        if (Whole.TryGetValue(name, out var whole))
            return whole is Score.NegativePredictiveValue or Score.MatthewsCorrelation && classNames.Count != 2 ? null : new(whole, Scope.Whole);
        if (name.StartsWith("macro_", StringComparison.Ordinal) && PerClass.TryGetValue(name[6..], out var macro)) return Macro(macro);
        if (name.StartsWith("weighted_", StringComparison.Ordinal) && PerClass.TryGetValue(name[9..], out var weighted)) return Weighted(weighted);
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0 || !name.EndsWith(']') || !PerClass.TryGetValue(name[..bracket], out var score)) return null;
        var which = name[(bracket + 1)..^1];
        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < classNames.Count) return Of(score, index);
        for (var c = 0; c < classNames.Count; c++)
            if (classNames[c] == which) return Of(score, c);
        return null;
    }

    /// <summary>The name that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var score = Score;
        var name = score == Score.Images ? "images" : Whole.Concat(PerClass).First(pair => pair.Value == score).Key;
        return Scope switch
        {
            Scope.Class => $"{name}[{Class}]",
            Scope.Macro => $"macro_{name}",
            Scope.Weighted => $"weighted_{name}",
            Scope.Micro => $"micro_{name}",
            _ => name,
        };
    }
}

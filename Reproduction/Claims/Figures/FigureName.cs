namespace Reproduction.Claims.Figures;

/// <summary>The name of a figure, such as <c>accuracy</c>, <c>recall[3]</c>, <c>macro_f1</c> or <c>disparate_impact</c>.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Scope">Of what.</param>
/// <param name="Class">The class, from 0, if the scope is one class; else −1.</param>
/// <param name="Parameter">β of an F-beta, k of a top-k accuracy.</param>
public readonly record struct FigureName(Score Score, Scope Scope, int Class = -1, decimal Parameter = 1)
{
    /// <summary>Whether it compares the classes' recalls.</summary>
    public bool IsDisparity => Score is Score.DisparateImpact or Score.RecallRatio or Score.RecallGap;

    /// <summary>Whether it is a mean over classes.</summary>
    public bool IsMean => Scope is Scope.Macro or Scope.Weighted;

    /// <summary>Whether it says how the scores of several tables differ.</summary>
    public bool IsSpread => Scope is Scope.SampleDeviation or Scope.Deviation or Scope.Smallest or Scope.Largest;

    /// <summary>Of a spread of means over classes, whether those are weighted by support.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>Of a spread, the mean over the classes of one table that it is a spread of.</summary>
    public FigureName OfOneTable => this with { Scope = IsWeighted ? Scope.Weighted : Scope.Macro };

    /// <summary>Whether it is of one class.</summary>
    public bool IsOfClass => Scope == Scope.Class;

    /// <summary>Whether the margins and all hits decide it: kappa and the correlation of a whole table.</summary>
    public bool IsAgreement => Scope == Scope.Whole && (Score is Score.Kappa or Score.MatthewsCorrelation);

    /// <summary>Whether only images decide it: nothing that a classifier did.</summary>
    public bool IsOfImages => Score == Score.Images;

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
    /// <param name="score">Such as precision.</param>
    /// <param name="class">From 0.</param>
    public static FigureName Of(Score score, int @class) => new(score, Scope.Class, @class);

    /// <summary>A macro average.</summary>
    /// <param name="score">Such as precision.</param>
    public static FigureName Macro(Score score) => new(score, Scope.Macro);

    /// <summary>A weighted average.</summary>
    /// <param name="score">Such as precision.</param>
    public static FigureName Weighted(Score score) => new(score, Scope.Weighted);

    /// <summary>The name that <see cref="PublishedNames.Parse"/> reads, classes by their number.</summary>
    public override string ToString() => ToString(c => $"{c}");

    /// <summary>The name, classes by theirs.</summary>
    /// <param name="classNames">K names.</param>
    public string ToString(IReadOnlyList<string> classNames) => ToString(c => classNames[c]);

    private string ToString(Func<int, string> className)
    {
        var name = PublishedNames.Of(Score, Parameter);
        return Scope switch
        {
            Scope.Class => $"{name}[{className(Class)}]",
            Scope.Macro => $"macro_{name}",
            Scope.Weighted => $"weighted_{name}",
            Scope.Micro => $"micro_{name}",
            Scope.SampleDeviation or Scope.Deviation => $"deviation of {name}",
            Scope.Smallest => $"min_{name}",
            Scope.Largest => $"max_{name}",
            _ => name,
        };
    }
}

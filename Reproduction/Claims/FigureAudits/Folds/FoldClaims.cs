using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>
/// Means over folds as a question of counts. A fold of two classes takes the place of a class: its positives are the class's images,
/// its negatives those beside them, and a mean over folds is a macro average. Nothing binds one fold to another.
/// </summary>
internal static class FoldClaims
{
    private static readonly Score[] Unbounded =
        [Score.LikelihoodRatioPositive, Score.LikelihoodRatioNegative, Score.DiagnosticOddsRatio, Score.TruePositives, Score.TrueNegatives];

    /// <summary>The claims of a mean over folds.</summary>
    /// <param name="claims">Each NAME=VALUE.</param>
    /// <param name="classes">Classes of a fold.</param>
    /// <param name="rule">How they were rounded.</param>
    /// <param name="positive">The positive class.</param>
    /// <exception cref="BadInputException">A figure that folds do not decide.</exception>
    public static IReadOnlyList<FigureClaim> Read(IReadOnlyList<string> claims, int classes, RoundingRule rule, int positive)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(c => $"{c}")];
        return [.. claims.Select(claim => Of(claim, names, rule, positive))];
    }

    /// <summary>The question.</summary>
    /// <param name="plan">Images of each fold.</param>
    /// <param name="claims">Means.</param>
    /// <param name="positive">The positive class.</param>
    public static CountQuestion Question(FoldPlan plan, IReadOnlyList<FigureClaim> claims, int positive)
    {
        var binary = plan.Folds[0].Length == 2;
        return new([.. plan.Folds.Select(fold => binary ? fold[positive] : fold.Sum())], claims)
        {
            OtherClasses = true,
            Conventions = new() { Others = [.. plan.Folds.Select(fold => binary ? fold[1 - positive] : 0)] },
        };
    }

    /// <summary>A figure of one test set as the mean of it over folds; <see langword="null"/> if folds do not decide it.</summary>
    public static FigureName? Mean(FigureName figure, int classes, int positive) => figure switch
    {
        { Scope: Scope.Whole, Score: Score.Accuracy } => FigureName.Macro(classes == 2 ? Score.BinaryAccuracy : Score.Recall),
        _ when classes != 2 => null,
        { Scope: Scope.Macro, Score: Score.Recall } => FigureName.Macro(Score.BalancedAccuracy),
        { Scope: Scope.Whole, Score: Score.MatthewsCorrelation or Score.Kappa } => FigureName.Macro(figure.Score),
        { Scope: Scope.Whole, Score: Score.NegativePredictiveValue } =>
            FigureName.Macro(positive == 1 ? Score.NegativePredictiveValue : Score.Precision),
        { Scope: Scope.Class } when Unbounded.Contains(figure.Score) => null,
        { Scope: Scope.Class } when figure.Class == positive => new(figure.Score, Scope.Macro, -1, figure.Parameter),
        { Scope: Scope.Class, Score: Score.Recall } => FigureName.Macro(Score.Specificity),
        { Scope: Scope.Class, Score: Score.Specificity } => FigureName.Macro(Score.Recall),
        { Scope: Scope.Class, Score: Score.Precision } => FigureName.Macro(Score.NegativePredictiveValue),
        _ => null,
    };

    private static FigureClaim Of(string claim, IReadOnlyList<string> names, RoundingRule rule, int positive)
    {
        var (name, value) = LooseClaim.Split(claim);
        if (PublishedNames.Parse(name, names, positive) is not var (figure, complement)
            || Mean(figure, names.Count, positive) is not { } mean)
            throw new BadInputException(
                $"--claim {Shown.Short(claim)}: no mean over folds of {names.Count} classes that can be judged, expected "
                + $"{(names.Count == 2 ? "a score of two classes such as accuracy, sensitivity, f1 or mcc" : "accuracy")}");
        return new(mean, LooseClaim.Number(claim, value, mean), rule) { Complement = complement, PublishedAs = name };
    }
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>
/// Means over folds as claims, with what was printed of how folds differ. A fold of two classes takes the place of a class: its
/// positives are the class's images, its negatives those beside them, and a mean over folds is a macro average. Folds of more classes
/// are tables side by side.
/// </summary>
/// <param name="Claims">Means and spreads.</param>
/// <param name="Means">The means alone, each <c>NAME=VALUE</c>.</param>
internal sealed partial record FoldClaims(IReadOnlyList<FigureClaim> Claims, IReadOnlyList<string> Means)
{
    private static readonly Score[] Signed = [Score.MatthewsCorrelation, Score.Kappa, Score.Informedness, Score.Markedness];

    /// <summary>Whether a standard deviation was printed.</summary>
    public bool HasDeviations => Claims.Any(claim => claim.Figure.Scope == Scope.SampleDeviation);

    /// <summary>Whether anything was printed of how folds differ.</summary>
    public bool HasSpreads => Claims.Any(claim => claim.Figure.IsSpread);

    /// <summary>Whether all is of accuracy, for which it does not matter how classes are mixed in a fold.</summary>
    public bool IsOfAccuracy =>
        Claims.All(claim => claim.Figure is { Score: Score.BinaryAccuracy } || IsOfAllHits(claim.Figure));

    /// <summary>Whether a mean or spread over folds of several classes is of accuracy, which is the weighted recall.</summary>
    public static bool IsOfAllHits(FigureName figure) =>
        figure is { Score: Score.Recall } and ({ Scope: Scope.Weighted } or { IsSpread: true, IsWeighted: true });

    /// <summary>Whether a score may be of nothing, so that it matters what a program takes it for.</summary>
    public bool MayDivideByNothing =>
        Claims.Any(claim => claim.Figure.Score is Score.Precision or Score.F1 or Score.FBeta or Score.Jaccard);

    /// <summary>The claims with standard deviations over the number of folds, and not over that less one.</summary>
    public IReadOnlyList<FigureClaim> OverTheNumber =>
        [.. Claims.Select(claim => claim.Figure.Scope == Scope.SampleDeviation
            ? claim with { Figure = claim.Figure with { Scope = Scope.Deviation } }
            : claim)];

    /// <summary>The claims without standard deviations.</summary>
    public FoldClaims WithoutDeviations => this with { Claims = [.. Claims.Where(claim => claim.Figure.Scope != Scope.SampleDeviation)] };

    /// <summary>Reads claims.</summary>
    /// <param name="claims">Each NAME=VALUE, or NAME=MEAN±DEVIATION; min_NAME and max_NAME are of single folds.</param>
    /// <param name="classes">Classes of a fold.</param>
    /// <param name="rule">How they were rounded.</param>
    /// <param name="positive">The positive class.</param>
    /// <exception cref="BadInputException">A figure that folds do not decide.</exception>
    public static FoldClaims Read(IReadOnlyList<string> claims, int classes, RoundingRule rule, int positive)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(c => $"{c}")];
        // Of several classes a mean is of a sum in an order that is not known: a tie may have gone either way.
        if (classes > 2 && rule == RoundingRule.Printf) rule = RoundingRule.Nearest;
        List<FigureClaim> read = [];
        List<string> means = [];
        foreach (var claim in claims)
        {
            var (name, value) = ClaimText.Split(claim);
            var spread = Spreads().Match(name);
            var (mean, complement) = Named(claim, spread.Success ? spread.Groups[2].Value : name, names, positive);
            if (spread.Success)
            {
                var scope = spread.Groups[1].Value.ToLowerInvariant() switch
                {
                    "min" => complement ? Scope.Largest : Scope.Smallest,
                    "max" => complement ? Scope.Smallest : Scope.Largest,
                    _ => Scope.SampleDeviation,
                };
                read.Add(Spread(mean, scope, ClaimText.Number(claim, value, mean, complement), rule, name) with
                { Complement = complement && scope != Scope.SampleDeviation });
                continue;
            }
            var deviation = PlusMinus().Match(value);
            // One unit for both, wherever its sign stands.
            var unit = deviation.Success && value.Contains('%', StringComparison.Ordinal) ? "%" : "";
            string InUnit(int group) => deviation.Groups[group].Value.Trim().TrimEnd('%', ' ') + unit;
            var printed = ClaimText.Number(claim, deviation.Success ? InUnit(1) : value, mean, complement);
            read.Add(new(mean, printed, rule) { Complement = complement, PublishedAs = name });
            means.Add($"{name}={(deviation.Success ? InUnit(1) : value)}");
            if (deviation.Success)
                read.Add(Spread(mean, Scope.SampleDeviation, Figure(claim, InUnit(2)), rule, $"deviation of {name}"));
        }
        return new(read, means);
    }

    /// <summary>A figure of one test set as the mean of it over folds; <see langword="null"/> if folds do not decide it.</summary>
    public static FigureName? Mean(FigureName figure, int classes, int positive) => figure switch
    {
        _ when classes != 2 => OfSeveral(figure),
        { Scope: Scope.Whole, Score: Score.Accuracy } => FigureName.Macro(Score.BinaryAccuracy),
        { Scope: Scope.Macro, Score: Score.Recall } => FigureName.Macro(Score.BalancedAccuracy),
        { Scope: Scope.Whole, Score: Score.MatthewsCorrelation or Score.Kappa } => FigureName.Macro(figure.Score),
        { Scope: Scope.Whole, Score: Score.NegativePredictiveValue } =>
            FigureName.Macro(positive == 1 ? Score.NegativePredictiveValue : Score.Precision),
        { Scope: Scope.Class } when figure.Score.IsUnbounded() => null,
        { Scope: Scope.Class } when figure.Class == positive => new(figure.Score, Scope.Macro, -1, figure.Parameter),
        { Scope: Scope.Class, Score: Score.Recall } => FigureName.Macro(Score.Specificity),
        { Scope: Scope.Class, Score: Score.Specificity } => FigureName.Macro(Score.Recall),
        { Scope: Scope.Class, Score: Score.Precision } => FigureName.Macro(Score.NegativePredictiveValue),
        _ => null,
    };

    private static FigureName? OfSeveral(FigureName figure) => figure switch
    {
        _ when figure.Score.IsUnbounded() => null,
        { Scope: Scope.Whole, Score: Score.Accuracy } => FigureName.Weighted(Score.Recall),
        // Each error is a miss and a false alarm.
        { Scope: Scope.Micro, Score: Score.Precision or Score.Recall or Score.F1 } => FigureName.Weighted(Score.Recall),
        { IsMean: true } => figure,
        { Scope: Scope.Class } => figure with { Scope = Scope.Macro },
        _ => null,
    };

    private static (FigureName Mean, bool Complement) Named(string claim, string name, string[] names, int positive) =>
        PublishedNames.Parse(name, names, positive) is var (figure, complement) && Mean(figure, names.Length, positive) is { } mean
            ? (mean, complement)
            : throw new BadInputException(
                $"--claim {Shown.Short(claim)}: no mean over folds of {names.Length} classes that can be judged, expected "
                + (names.Length == 2
                    ? "a score of two classes such as accuracy, sensitivity, f1 or mcc"
                    : "accuracy, a macro or weighted average such as macro_f1, or a score of a class such as recall[0]"));

    private static FigureClaim Spread(FigureName mean, Scope scope, PrintedFigure printed, RoundingRule rule, string name) =>
        new(mean with { Scope = scope, IsWeighted = mean.Scope == Scope.Weighted }, printed, rule) { PublishedAs = name };

    private static PrintedFigure Figure(string claim, string text) => CellText.Figure(text)
        ?? throw new BadInputException($"--claim {Shown.Short(claim)}: expected a mean and its deviation such as 0.8223±0.0071");

    /// <summary>K shares with mean m have a variance of at most m (1 − m), of which a sample's is K / (K − 1) times.</summary>
    /// <returns>Why a printed deviation is none; <see langword="null"/> if all may be.</returns>
    public string? TooWide(int folds)
    {
        foreach (var claim in Claims.Where(claim => claim.Figure.Scope == Scope.SampleDeviation))
            if (Claims.FirstOrDefault(other => $"deviation of {other.Name}" == claim.Name) is { } mean
                && TooWide(mean.Figure.Score, mean.Printed, claim.Printed, folds) is { } why) return $"{mean.Name}: {why}";
        return null;
    }

    private static string? TooWide(Score score, PrintedFigure mean, PrintedFigure deviation, int folds)
    {
        if (folds < 2 || mean.Value > 1 || score.IsUnbounded()) return null;
        var half = mean.Unit / 2;
        // From −1 to 1 it is 1 − m².
        var lowest = Signed.Contains(score) ? (Rational)(-1) : 0;
        Rational Widest(Rational m) => (m - lowest) * ((Rational)1 - m) * new Rational(folds, folds - 1);
        var middle = (lowest + 1) / 2;
        Rational nearest = mean.Value - half > middle ? mean.Value - half : mean.Value + half < middle ? mean.Value + half : middle;
        var least = deviation.Value - deviation.Unit / 2;
        return least > 0 && least * least > Widest(nearest)
            ? $"{folds} {(Signed.Contains(score) ? "scores from −1 to 1" : "shares")} with a mean of {mean} have a standard deviation of at most "
                + $"{Numbers.Decimal(Math.Sqrt(Widest(nearest).ToDouble()))}, not {deviation}."
            : null;
    }

    [GeneratedRegex(@"^(.*?)(?:±|\+/?-)(.*)$")]
    private static partial Regex PlusMinus();

    [GeneratedRegex(@"^(min|max|sd|std)[_ ](.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Spreads();
}

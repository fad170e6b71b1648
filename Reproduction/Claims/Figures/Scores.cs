using Reproduction.Metrics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// The scores of a set of counts: as exact quotients, and as every double that scikit-learn (or a line of NumPy) computes for
/// them. The doubles matter only where the exact value ties at the last printed digit.
/// </summary>
internal static class Scores
{
    private const double SpreadRoom = 1e-9;

    /// <summary>Whether counts print a figure.</summary>
    public static bool Admits(FigureClaim claim, Admission admission, Counts counts)
    {
        var figure = claim.Figure;
        if (figure.Score is Score.AurocOvrMacro or Score.TopAccuracy) return true;
        if (figure.Score == Score.Auroc) return AreaBounds(counts) is var (least, most) && admission.Low <= most && admission.High >= least;
        var first = Variants(figure, counts).First();
        // Roots of floating-point numbers: near an end they may be printed either way.
        if (figure.IsSpread) return admission.Clearly(first, SpreadRoom) ?? true;
        return admission.Admits(
            first,
            Admission.Doubt(counts.Classes) * Math.Max(1, Math.Abs(first)),
            bound => Compare(figure, counts, bound),
            () => Variants(figure, counts));
    }

    /// <summary>The first is scikit-learn 1.2's.</summary>
    public static IEnumerable<double> Variants(FigureName figure, Counts counts) => figure switch
    {
        { Scope: Scope.Class, Score: Score.F1 } => counts.Of(figure.Class) is var own ? [own.HarmonicF1, own.CountedF1] : [],
        { Scope: Scope.Class, Score: Score.Specificity } =>
            [counts.Of(figure.Class).Value(Score.Specificity), 1 - FallOut(counts, figure.Class)],
        { Scope: Scope.Class } => [counts.Of(figure.Class).Value(figure.Score, figure.Parameter)],
        { IsSpread: true } => [Spread.Value(figure, counts)],
        { IsMean: true, Score: Score.F1 } =>
            [Mean(figure, counts, c => counts.Of(c).HarmonicF1), Mean(figure, counts, c => counts.Of(c).CountedF1)],
        { IsMean: true, Score: Score.Specificity } =>
            [Mean(figure, counts, c => counts.Of(c).Value(Score.Specificity)), Mean(figure, counts, c => 1 - FallOut(counts, c))],
        { IsMean: true } => [Mean(figure, counts, c => counts.Of(c).Value(figure.Score, figure.Parameter))],
        { Scope: Scope.Micro } => Micro(figure.Score, counts),
        { Score: Score.Images } => [counts.Images],
        { Score: Score.Accuracy } => AccuracyVariants(counts),
        { Score: Score.NegativePredictiveValue } => [counts.Of(0).Value(Score.Precision)],
        { Score: Score.MatthewsCorrelation } when counts.Classes == 2 => MatthewsVariants(counts),
        { Score: Score.MatthewsCorrelation } => [Root(Agreement.Of(counts).MatthewsSquared)],
        { Score: Score.Kappa } => [Agreement.Of(counts).Kappa is { } kappa ? kappa.ToDouble() : double.NaN],
        { Score: Score.DisparateImpact } => DisparateImpactVariants(counts),
        { Score: Score.RecallRatio } => Extremes(counts) is var (least, most) && most > 0 ? [least / most] : [double.NaN],
        { Score: Score.RecallGap } => Extremes(counts) is var (low, high) ? [high - low] : [],
        _ => throw new InvalidOperationException($"{figure} is no function of counts."),
    };

    /// <summary>The exact value; <see langword="null"/> where it is undefined, or a mean of roots. Of a root, its signed square.</summary>
    public static Rational? Exactly(FigureName figure, Counts counts) => figure switch
    {
        { Scope: Scope.Class } => counts.Of(figure.Class).Exactly(figure.Score, figure.Parameter),
        { IsSpread: true } => null,
        { IsMean: true } when TwoByTwo.IsRoot(figure.Score) => null,
        { IsMean: true } => MeanExactly(figure, counts),
        { Scope: Scope.Micro } => MicroExactly(figure.Score, counts),
        { Score: Score.Images } => counts.Images,
        { Score: Score.Accuracy } => Share(counts.AllHits, counts.Images),
        { Score: Score.NegativePredictiveValue } => counts.Of(0).Exactly(Score.Precision),
        { Score: Score.Kappa } => Agreement.Of(counts).Kappa,
        { Score: Score.MatthewsCorrelation } => Agreement.Of(counts).MatthewsSquared,
        { Score: Score.DisparateImpact } => Sum(Recalls(counts)) / counts.Classes / Recalls(counts).Max(),
        { Score: Score.RecallRatio } => Recalls(counts).Min() / Recalls(counts).Max(),
        { Score: Score.RecallGap } => Recalls(counts).Max() - Recalls(counts).Min(),
        _ => throw new InvalidOperationException($"{figure} is no quotient of counts."),
    };

    /// <summary>The exact value of what is a quotient and defined.</summary>
    public static Rational Exact(FigureName figure, Counts counts) =>
        !IsRoot(figure) && Exactly(figure, counts) is { } value
            ? value
            : throw new InvalidOperationException($"{figure} is no quotient of counts.");

    /// <summary>Which of two counts scores more: the sign of the difference.</summary>
    public static int Compare(FigureName figure, Counts counts, Counts others) =>
        (Exactly(figure, counts) ?? 0).CompareTo(Exactly(figure, others) ?? 0);

    private static bool IsRoot(FigureName figure) => figure.Scope is Scope.Class or Scope.Whole && TwoByTwo.IsRoot(figure.Score);

    private static int Compare(FigureName figure, Counts counts, Rational bound)
    {
        // What is no quotient does not tie: here it differs from the bound by what floating-point numbers may be off.
        if (Exactly(figure, counts) is not { } value) return double.IsFinite(Variants(figure, counts).First()) ? 0 : 1;
        return IsRoot(figure) ? value.CompareTo(bound * bound * (Rational)bound.Numerator.Sign) : value.CompareTo(bound);
    }

    private static double Root(Rational squared) => Math.CopySign(Math.Sqrt(Math.Abs(squared.ToDouble())), squared.Numerator.Sign);

    private static double FallOut(Counts counts, int c)
    {
        var others = counts.Others(c);
        return others == 0 ? 1 : (double)counts.FalseAlarms[c] / others;
    }

    private static double Mean(FigureName figure, Counts counts, Func<int, double> score)
    {
        var averaged = Averaged(figure.Score, counts);
        if (averaged.Length == 0) return double.NaN;
        double[] values = [.. averaged.Select(score)];
        if (figure.Scope == Scope.Macro && counts.Conventions.Tables is null) return NumpySum.Mean(values);
        long[] weights = [.. averaged.Select(c => counts.Conventions.Weight(figure, counts.Supports, c))];
        return weights.Sum() == 0 ? 0 : NumpySum.Mean(values, weights);
    }

    private static Rational? MeanExactly(FigureName figure, Counts counts)
    {
        var averaged = Averaged(figure.Score, counts);
        var values = new Rational[averaged.Length];
        long weights = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var c = averaged[i];
            if (counts.Of(c).Exactly(figure.Score, figure.Parameter) is not { } value) return null;
            var weight = counts.Conventions.Weight(figure, counts.Supports, c);
            values[i] = value * weight;
            weights += weight;
        }
        return weights == 0 ? 0 : Sum(values) / weights;
    }

    private static int[] Averaged(Score score, Counts counts)
    {
        var leftOut = counts.Conventions.LeftOut;
        return [.. Enumerable.Range(0, counts.Classes).Where(c => leftOut.Count == 0 || !leftOut.Contains((score, c)))];
    }

    /// <summary>
    /// An area under the curve through the operating point of the counts: as small and as large as a rising curve makes it.
    /// </summary>
    private static (Rational Least, Rational Most) AreaBounds(Counts counts)
    {
        var own = counts.Of(1);
        var (right, wrong) = (own.Exactly(Score.Recall)!.Value, (Rational)1 - own.Exactly(Score.Specificity)!.Value);
        return (right * ((Rational)1 - wrong), (Rational)1 - wrong * ((Rational)1 - right));
    }

    /// <summary>The report's line <c>accuracy</c> is the micro F1: scikit-learn 1.2 computes 2·a·a / (a + a).</summary>
    private static IEnumerable<double> AccuracyVariants(Counts counts)
    {
        var share = Divide(counts.AllHits, counts.Images);
        return [share, ConfusionMatrix.HarmonicMean(share, share)];
    }

    private static IEnumerable<double> Micro(Score score, Counts counts)
    {
        var precision = Divide(counts.AllHits, counts.AllHits + counts.AllFalseAlarms);
        var recall = Divide(counts.AllHits, counts.Images);
        return score switch
        {
            Score.Precision => [precision],
            Score.Recall => [recall],
            _ => [ConfusionMatrix.HarmonicMean(precision, recall),
                Divide(2 * counts.AllHits, counts.Images + counts.AllHits + counts.AllFalseAlarms)],
        };
    }

    private static Rational MicroExactly(Score score, Counts counts) => score switch
    {
        Score.Precision => Share(counts.AllHits, counts.AllHits + counts.AllFalseAlarms),
        Score.Recall => Share(counts.AllHits, counts.Images),
        _ => Share(2 * counts.AllHits, counts.Images + counts.AllHits + counts.AllFalseAlarms),
    };

    private static IEnumerable<double> DisparateImpactVariants(Counts counts)
    {
        double[] recalls = [.. Enumerable.Range(0, counts.Classes).Select(c => Divide(counts.Hits[c], counts.Supports[c]))];
        var largest = recalls.Max();
        if (largest == 0) return [double.NaN];
        var mean = NumpySum.Mean(recalls);
        return
        [
            mean / largest,
            Math.Clamp(mean / largest, recalls.Min() / largest, 1),
            Divide(counts.AllHits, counts.Images) is var accuracy && counts.Supports.All(n => n == counts.Supports[0])
                ? accuracy / largest
                : mean / largest,
            NumpySum.Of(recalls) / (recalls.Length * largest),
        ];
    }

    private static (double Least, double Most) Extremes(Counts counts)
    {
        double[] recalls = [.. Enumerable.Range(0, counts.Classes).Select(c => Divide(counts.Hits[c], counts.Supports[c]))];
        return (recalls.Min(), recalls.Max());
    }

    private static IEnumerable<double> MatthewsVariants(Counts counts)
    {
        if (Agreement.Of(counts).MatthewsSquared == 0) return [0.0];
        double tp = counts.Hits[1], tn = counts.Hits[0], fp = counts.FalseAlarms[1], fn = counts.FalseAlarms[0];
        double n0 = counts.Supports[0], n1 = counts.Supports[1];
        // scikit-learn works with twice the covariance and products of whole numbers.
        var predictedVariance = 2 * (tp + fp) * (tn + fn);
        var trueVariance = 2 * n0 * n1;
        var twice = 2 * (double)((Int128)counts.Hits[1] * counts.Hits[0] - (Int128)counts.FalseAlarms[1] * counts.FalseAlarms[0]);
        return
        [
            twice / Math.Sqrt(predictedVariance * trueVariance),
            (tp * tn - fp * fn) / Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
            (tp * tn - fp * fn) / (Math.Sqrt(tp + fp) * Math.Sqrt(tp + fn) * Math.Sqrt(tn + fp) * Math.Sqrt(tn + fn)),
        ];
    }

    private static Rational[] Recalls(Counts counts) =>
        [.. Enumerable.Range(0, counts.Classes).Select(c => Share(counts.Hits[c], counts.Supports[c]))];

    /// <summary>Halves added, so that denominators grow together.</summary>
    private static Rational Sum(ReadOnlySpan<Rational> values) => values.Length switch
    {
        0 => 0,
        1 => values[0],
        _ => Sum(values[..(values.Length / 2)]) + Sum(values[(values.Length / 2)..]),
    };

    private static Rational Share(long part, long whole) => whole == 0 ? 0 : new Rational(part, whole);

    private static double Divide(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

using System.Numerics;
using Reproduction.Metrics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// The scores of a set of counts: as exact quotients, and as every double that scikit-learn (or a line of NumPy) computes for
/// them. The doubles matter only where the exact value ties at the last printed digit.
/// </summary>
internal static class Scores
{
    /// <summary>Whether counts print a figure.</summary>
    public static bool Admits(FigureClaim claim, Admission admission, Counts counts)
    {
        var figure = claim.Figure;
        return figure.Score == Score.AurocOvrMacro || admission.Admits(
            Variants(figure, counts).First(),
            Admission.Doubt(counts.Classes),
            bound => Compare(figure, counts, bound),
            () => Variants(figure, counts));
    }

    /// <summary>The first is scikit-learn 1.2's.</summary>
    public static IEnumerable<double> Variants(FigureName figure, Counts counts) => figure switch
    {
        { Scope: Scope.Class, Score: Score.F1 } => F1Variants(counts.Hits[figure.Class], counts.FalseAlarms[figure.Class], counts.Supports[figure.Class]),
        { Scope: Scope.Class, Score: Score.Specificity } => SpecificityVariants(counts, figure.Class),
        { Scope: Scope.Class } => [OfClass(figure.Score, counts, figure.Class)],
        { Scope: Scope.Macro, Score: Score.F1 } => [Macro(counts, HarmonicF1), Macro(counts, CountedF1)],
        { Scope: Scope.Weighted, Score: Score.F1 } => [Weighted(counts, HarmonicF1), Weighted(counts, CountedF1)],
        { Scope: Scope.Macro, Score: Score.Specificity } => [Macro(counts, Specificity), Macro(counts, (k, c) => 1 - FallOut(k, c))],
        { Scope: Scope.Weighted, Score: Score.Specificity } => [Weighted(counts, Specificity), Weighted(counts, (k, c) => 1 - FallOut(k, c))],
        { Scope: Scope.Macro } => [Macro(counts, (k, c) => OfClass(figure.Score, k, c))],
        { Scope: Scope.Weighted } => [Weighted(counts, (k, c) => OfClass(figure.Score, k, c))],
        { Scope: Scope.Micro } => Micro(figure.Score, counts),
        { Score: Score.Images } => [counts.Images],
        { Score: Score.Accuracy } => AccuracyVariants(counts),
        { Score: Score.NegativePredictiveValue } => [OfClass(Score.Precision, counts, 0)],
        { Score: Score.MatthewsCorrelation } => MatthewsVariants(counts),
        { Score: Score.DisparateImpact } => DisparateImpactVariants(counts),
        { Score: Score.RecallRatio } => Extremes(counts) is var (least, most) && most > 0 ? [least / most] : [double.NaN],
        { Score: Score.RecallGap } => Extremes(counts) is var (low, high) ? [high - low] : [],
        _ => throw new InvalidOperationException($"{figure} is no function of counts."),
    };

    /// <summary>The exact value; of the correlation coefficient, which is a root, there is none.</summary>
    public static Rational Exact(FigureName figure, Counts counts)
    {
        var classes = Enumerable.Range(0, counts.Classes);
        return figure switch
        {
            { Scope: Scope.Class } => OfClassExactly(figure.Score, counts, figure.Class),
            { Scope: Scope.Macro } => Sum([.. classes.Select(c => OfClassExactly(figure.Score, counts, c))]) / counts.Classes,
            { Scope: Scope.Weighted } => counts.Images == 0 ? 0 : Sum([.. classes.Select(c => OfClassExactly(figure.Score, counts, c) * counts.Supports[c])]) / counts.Images,
            { Scope: Scope.Micro } => MicroExactly(figure.Score, counts),
            { Score: Score.Images } => counts.Images,
            { Score: Score.Accuracy } => Share(counts.AllHits, counts.Images),
            { Score: Score.NegativePredictiveValue } => OfClassExactly(Score.Precision, counts, 0),
            { Score: Score.DisparateImpact } => Sum(Recalls(counts)) / counts.Classes / Recalls(counts).Max(),
            { Score: Score.RecallRatio } => Recalls(counts).Min() / Recalls(counts).Max(),
            { Score: Score.RecallGap } => Recalls(counts).Max() - Recalls(counts).Min(),
            _ => throw new InvalidOperationException($"{figure} is no quotient of counts."),
        };
    }

    /// <summary>The exact value of a score of one class.</summary>
    public static Rational OfClassExactly(Score score, Counts counts, int c)
    {
        var (hits, falseAlarms, support) = (counts.Hits[c], counts.FalseAlarms[c], counts.Supports[c]);
        return score switch
        {
            Score.Precision => Share(hits, hits + falseAlarms),
            Score.Recall => Share(hits, support),
            Score.F1 => Share(2 * hits, support + hits + falseAlarms),
            _ => Share(counts.Images - support - falseAlarms, counts.Images - support),
        };
    }

    /// <summary>Which of two counts scores more: the sign of the difference.</summary>
    public static int Compare(FigureName figure, Counts counts, Counts others)
    {
        if (figure.Score != Score.MatthewsCorrelation) return Exact(figure, counts).CompareTo(Exact(figure, others));
        var (a, b) = (Matthews(counts), Matthews(others));
        Rational Signed((BigInteger Covariance, BigInteger Product) value) =>
            value.Product.IsZero ? 0 : new Rational(value.Covariance * BigInteger.Abs(value.Covariance), value.Product);
        return Signed(a).CompareTo(Signed(b));
    }

    private static int Compare(FigureName figure, Counts counts, Rational bound)
    {
        if (figure.Score != Score.MatthewsCorrelation) return Exact(figure, counts).CompareTo(bound);
        var (covariance, product) = Matthews(counts);
        if (product.IsZero) return -bound.Numerator.Sign;
        var squared = new Rational(covariance * covariance * covariance.Sign, product);
        return squared.CompareTo(bound * bound * (Rational)bound.Numerator.Sign);
    }

    /// <summary>A score of one class as scikit-learn computes it.</summary>
    private static double OfClass(Score score, Counts counts, int c) => score switch
    {
        Score.Precision => Divide(counts.Hits[c], counts.Predictions(c)),
        Score.Recall => Divide(counts.Hits[c], counts.Supports[c]),
        Score.F1 => HarmonicF1(counts, c),
        _ => Specificity(counts, c),
    };

    public static IEnumerable<double> F1Variants(long hits, long falseAlarms, long support) =>
    [
        ConfusionMatrix.HarmonicMean(Divide(hits, hits + falseAlarms), Divide(hits, support)),
        Divide(2 * hits, support + hits + falseAlarms),
    ];

    private static double HarmonicF1(Counts counts, int c) =>
        ConfusionMatrix.HarmonicMean(Divide(counts.Hits[c], counts.Predictions(c)), Divide(counts.Hits[c], counts.Supports[c]));

    private static double CountedF1(Counts counts, int c) => Divide(2 * counts.Hits[c], counts.Supports[c] + counts.Predictions(c));

    private static IEnumerable<double> SpecificityVariants(Counts counts, int c) => [Specificity(counts, c), 1 - FallOut(counts, c)];

    private static double Specificity(Counts counts, int c)
    {
        var others = counts.Images - counts.Supports[c];
        return Divide(others - counts.FalseAlarms[c], others);
    }

    private static double FallOut(Counts counts, int c)
    {
        var others = counts.Images - counts.Supports[c];
        return others == 0 ? 1 : (double)counts.FalseAlarms[c] / others;
    }

    private static double Macro(Counts counts, Func<Counts, int, double> score) => NumpySum.Mean(PerClass(counts, score));

    private static double Weighted(Counts counts, Func<Counts, int, double> score) =>
        counts.Images == 0 ? 0 : NumpySum.Mean(PerClass(counts, score), [.. counts.Supports]);

    private static double[] PerClass(Counts counts, Func<Counts, int, double> score)
    {
        var values = new double[counts.Classes];
        for (var c = 0; c < values.Length; c++) values[c] = score(counts, c);
        return values;
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
            _ => [ConfusionMatrix.HarmonicMean(precision, recall), Divide(2 * counts.AllHits, counts.Images + counts.AllHits + counts.AllFalseAlarms)],
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
        var recalls = PerClass(counts, (k, c) => OfClass(Score.Recall, k, c));
        var largest = recalls.Max();
        if (largest == 0) return [double.NaN];
        var mean = NumpySum.Mean(recalls);
        return
        [
            mean / largest,
            Math.Clamp(mean / largest, recalls.Min() / largest, 1),
            Divide(counts.AllHits, counts.Images) is var accuracy && counts.Supports.All(n => n == counts.Supports[0]) ? accuracy / largest : mean / largest,
            NumpySum.Of(recalls) / (recalls.Length * largest),
        ];
    }

    private static (double Least, double Most) Extremes(Counts counts)
    {
        var recalls = PerClass(counts, (k, c) => OfClass(Score.Recall, k, c));
        return (recalls.Min(), recalls.Max());
    }

    private static IEnumerable<double> MatthewsVariants(Counts counts)
    {
        var (covariance, product) = Matthews(counts);
        if (product.IsZero) return [0.0];
        double tp = counts.Hits[1], tn = counts.Hits[0], fp = counts.FalseAlarms[1], fn = counts.FalseAlarms[0];
        double n0 = counts.Supports[0], n1 = counts.Supports[1];
        // scikit-learn works with twice the covariance and products of whole numbers.
        var predictedVariance = 2 * (tp + fp) * (tn + fn);
        var trueVariance = 2 * n0 * n1;
        var twice = 2 * (double)covariance;
        return
        [
            twice / Math.Sqrt(predictedVariance * trueVariance),
            (tp * tn - fp * fn) / Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
            (tp * tn - fp * fn) / (Math.Sqrt(tp + fp) * Math.Sqrt(tp + fn) * Math.Sqrt(tn + fp) * Math.Sqrt(tn + fn)),
        ];
    }

    private static (BigInteger Covariance, BigInteger Product) Matthews(Counts counts)
    {
        BigInteger tp = counts.Hits[1], tn = counts.Hits[0], fp = counts.FalseAlarms[1], fn = counts.FalseAlarms[0];
        return (tp * tn - fp * fn, (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    }

    private static Rational[] Recalls(Counts counts) => [.. Enumerable.Range(0, counts.Classes).Select(c => OfClassExactly(Score.Recall, counts, c))];

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

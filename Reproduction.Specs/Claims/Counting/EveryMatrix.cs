using System.Globalization;
using System.Numerics;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>
/// Brute force, written without the audit: every confusion matrix of small supports, with every figure that it prints under each
/// rounding rule. Whether figures are possible together is then a matter of looking.
/// </summary>
internal sealed class EveryMatrix
{
    private static readonly Score[] PerClass = [Score.Precision, Score.Recall, Score.F1, Score.Specificity];

    private readonly Dictionary<(FigureName, int, RoundingRule), HashSet<BigInteger>[]> printed = [];

    // Of each figure that of each matrix, which digits and rules have in common.
    private readonly Dictionary<FigureName, double[][]> doubles = [];
    private readonly Dictionary<FigureName, (BigInteger, BigInteger)?[]> fractions = [];
    private readonly Lazy<ClassificationReport[]> reports;

    public EveryMatrix(params int[] supports)
    {
        Supports = supports;
        Matrices = [.. All(supports)];
        Metrics = [.. Names(supports.Length)];
        reports = new(() => [.. Matrices.Select(matrix => ClassificationReport.Of(matrix))]);
    }

    public int[] Supports { get; }

    public ConfusionMatrix[] Matrices { get; }

    public FigureName[] Metrics { get; }

    public bool Possible(IEnumerable<FigureClaim> claims)
    {
        var admitted =
            claims.Select(claim => (claim.Printed.Scaled, Of: Printed(claim.Figure, claim.Printed.Digits, claim.Rule))).ToArray();
        return Enumerable.Range(0, Matrices.Length).Any(i => admitted.All(claim => claim.Of[i].Contains(claim.Scaled)));
    }

    /// <summary>All sets of so many of the claims.</summary>
    public static IEnumerable<FigureClaim[]> Subsets(IReadOnlyList<FigureClaim> claims, int count, int from = 0) => count == 0
        ? [[]]
        : Enumerable.Range(from, claims.Count - from)
            .SelectMany(first => Subsets(claims, count - 1, first + 1).Select(rest => (FigureClaim[])[claims[first], .. rest]));

    /// <summary>What each matrix prints, in units of the last digit; under some rules and at ties more than one figure.</summary>
    public HashSet<BigInteger>[] Printed(FigureName metric, int digits, RoundingRule rule)
    {
        if (printed.TryGetValue((metric, digits, rule), out var figures)) return figures;
        figures = rule == RoundingRule.Printf
            ? [.. Known(doubles, metric, i => (double[])[.. Doubles(Matrices[i], reports.Value[i], metric)])
                .Select(values => Printed(values, digits))]
            : metric.Score == Score.MatthewsCorrelation
            ? [.. Matrices.Select(matrix => Root(matrix, digits, rule))]
            : [.. Known(fractions, metric, i => Fraction(Matrices[i], metric)).Select(value => Printed(value, digits, rule))];
        return printed[(metric, digits, rule)] = figures;
    }

    public static HashSet<BigInteger> Printed(ConfusionMatrix matrix, FigureName metric, int digits, RoundingRule rule) =>
        rule == RoundingRule.Printf
            ? Printed(Doubles(matrix, ClassificationReport.Of(matrix), metric), digits)
            : metric.Score == Score.MatthewsCorrelation
            ? Root(matrix, digits, rule)
            : Printed(Fraction(matrix, metric), digits, rule);

    private T[] Known<T>(Dictionary<FigureName, T[]> known, FigureName metric, Func<int, T> find)
    {
        if (!known.TryGetValue(metric, out var found))
            known[metric] = found = [.. Enumerable.Range(0, Matrices.Length).Select(find)];
        return found;
    }

    private static HashSet<BigInteger> Printed(IEnumerable<double> values, int digits)
    {
        HashSet<BigInteger> figures = [];
        foreach (var value in values)
            if (double.IsFinite(value))
                figures.Add(BigInteger.Parse(PrintedNumber.Fixed(value, digits).Replace(".", "", StringComparison.Ordinal),
                    CultureInfo.InvariantCulture));
        return figures;
    }

    private static HashSet<BigInteger> Printed((BigInteger, BigInteger)? value, int digits, RoundingRule rule)
    {
        if (value is not var (numerator, denominator)) return [];
        var scaled = numerator * BigInteger.Pow(10, digits);
        if (rule == RoundingRule.Truncate) return [scaled / denominator];
        var twice = 2 * scaled + denominator;
        var rounded = BigInteger.Divide(twice - ((twice % (2 * denominator)) + 2 * denominator) % (2 * denominator), 2 * denominator);
        HashSet<BigInteger> figures = [rounded];
        if (2 * (rounded * denominator - scaled) == denominator) figures.Add(rounded - 1);
        return figures;
    }

    private static HashSet<BigInteger> Root(ConfusionMatrix matrix, int digits, RoundingRule rule)
    {
        BigInteger tp = matrix[1, 1], tn = matrix[0, 0], fp = matrix[0, 1], fn = matrix[1, 0];
        var product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
        var covariance = tp * tn - fp * fn;
        if (product.IsZero || covariance.IsZero) return [0];
        // |c|·10ᵈ/√p, found by trying every figure.
        HashSet<BigInteger> figures = [];
        var squared = covariance * covariance * BigInteger.Pow(100, digits);
        for (BigInteger figure = 0; figure <= BigInteger.Pow(10, digits); figure += 1)
        {
            var fits = rule == RoundingRule.Truncate
                ? figure * figure * product <= squared && squared < (figure + 1) * (figure + 1) * product
                : (figure.IsZero || (2 * figure - 1) * (2 * figure - 1) * product <= 4 * squared)
                    && 4 * squared <= (2 * figure + 1) * (2 * figure + 1) * product;
            if (fits) figures.Add(figure * covariance.Sign);
        }
        return figures;
    }

    /// <summary>Every double that scikit-learn computes: it has had two formulas for F1.</summary>
    private static IEnumerable<double> Doubles(ConfusionMatrix matrix, ClassificationReport report, FigureName metric)
    {
        var classes = Enumerable.Range(0, matrix.Classes).ToArray();
        var recalls = classes.Select(c => matrix.Recall(c) ?? 0).ToArray();
        double[] Counted() =>
            [.. classes.Select(c => matrix.Support(c) + matrix.Predicted(c) == 0
                ? 0
                : 2.0 * matrix[c, c] / (matrix.Support(c) + matrix.Predicted(c)))];
        double[] Specificities() =>
            [.. classes.Select(c =>
                Divide(matrix.Total - matrix.Support(c) - matrix.Predicted(c) + matrix[c, c], matrix.Total - matrix.Support(c)))];
        double[] Others() =>
            [.. classes.Select(c => matrix.Total == matrix.Support(c)
                ? 0
                : 1 - (double)(matrix.Predicted(c) - matrix[c, c]) / (matrix.Total - matrix.Support(c)))];
        double Weighted(double[] values) => NumpySum.Mean(values, [.. classes.Select(matrix.Support)]);
        return metric switch
        {
            { Scope: Scope.Class, Score: Score.Precision } => [report.Classes[metric.Class].Precision],
            { Scope: Scope.Class, Score: Score.Recall } => [report.Classes[metric.Class].Recall],
            { Scope: Scope.Class, Score: Score.F1 } => [report.Classes[metric.Class].F1, Counted()[metric.Class]],
            { Scope: Scope.Class } => [Specificities()[metric.Class], Others()[metric.Class]],
            { Scope: Scope.Macro, Score: Score.Precision } => [report.MacroAverage.Precision],
            { Scope: Scope.Macro, Score: Score.Recall } => [report.MacroAverage.Recall],
            { Scope: Scope.Macro, Score: Score.F1 } => [report.MacroAverage.F1, NumpySum.Mean(Counted())],
            { Scope: Scope.Macro } => [NumpySum.Mean(Specificities()), NumpySum.Mean(Others())],
            { Scope: Scope.Weighted, Score: Score.Precision } => [report.WeightedAverage.Precision],
            { Scope: Scope.Weighted, Score: Score.Recall } => [report.WeightedAverage.Recall],
            { Scope: Scope.Weighted, Score: Score.F1 } => [report.WeightedAverage.F1, Weighted(Counted())],
            { Scope: Scope.Weighted } => [Weighted(Specificities()), Weighted(Others())],
            { Score: Score.Accuracy } =>
                [report.Accuracy, report.Accuracy == 0 ? 0 : 2 * report.Accuracy * report.Accuracy / (report.Accuracy + report.Accuracy)],
            { Score: Score.NegativePredictiveValue } => [report.Classes[0].Precision],
            { Score: Score.DisparateImpact } =>
            [
                NumpySum.Mean(recalls) / recalls.Max(), Disparity.Over([.. recalls.Select(recall => (double?)recall)]).DisparateImpact
                    ?? double.NaN,
                NumpySum.Of(recalls) / (recalls.Length * recalls.Max()),
                .. classes.All(c => matrix.Support(c) == matrix.Support(0)) ? new[] { report.Accuracy / recalls.Max() } : [],
            ],
            { Score: Score.RecallRatio } => [recalls.Min() / recalls.Max()],
            { Score: Score.RecallGap } => [recalls.Max() - recalls.Min()],
            _ => Matthews(matrix),
        };
    }

    private static IEnumerable<double> Matthews(ConfusionMatrix matrix)
    {
        double tp = matrix[1, 1], tn = matrix[0, 0], fp = matrix[0, 1], fn = matrix[1, 0], n = matrix.Total;
        var covariance = (tp + tn) * n - ((tp + fn) * (tp + fp) + (tn + fp) * (tn + fn));
        var product = (n * n - (tp + fp) * (tp + fp) - (tn + fn) * (tn + fn)) * (n * n - (tp + fn) * (tp + fn) - (tn + fp) * (tn + fp));
        if (product == 0) return [0];
        return
        [
            covariance / Math.Sqrt(product), (tp * tn - fp * fn) / Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
            (tp * tn - fp * fn) / (Math.Sqrt(tp + fp) * Math.Sqrt(tp + fn) * Math.Sqrt(tn + fp) * Math.Sqrt(tn + fn)),
        ];
    }

    /// <summary>The exact value as a quotient; none of a ratio to nothing.</summary>
    private static (BigInteger, BigInteger)? Fraction(ConfusionMatrix matrix, FigureName metric)
    {
        var classes = Enumerable.Range(0, matrix.Classes).ToArray();
        switch (metric)
        {
            case { Scope: Scope.Class }:
                return OfClass(matrix, metric.Score, metric.Class);
            case { Scope: Scope.Macro }:
                return Sum(classes.Select(c => OfClass(matrix, metric.Score, c)), matrix.Classes);
            case { Scope: Scope.Weighted }:
                return Sum(classes.Select(c => OfClass(matrix, metric.Score, c) is var (part, whole)
                    ? (part * matrix.Support(c), whole)
                    : default), matrix.Total);
            case { Score: Score.Accuracy }:
                return (matrix.Hits, matrix.Total);
            case { Score: Score.NegativePredictiveValue }:
                return OfClass(matrix, Score.Precision, 0);
        }
        var recalls = classes.Select(c => OfClass(matrix, Score.Recall, c)).ToArray();
        var (best, bestOf) = recalls.Aggregate((a, b) => a.Part * b.Whole >= b.Part * a.Whole ? a : b);
        var (worst, worstOf) = recalls.Aggregate((a, b) => a.Part * b.Whole <= b.Part * a.Whole ? a : b);
        if (metric.Score == Score.RecallGap) return (best * worstOf - worst * bestOf, bestOf * worstOf);
        if (best.IsZero) return null;
        if (metric.Score == Score.RecallRatio) return (worst * bestOf, worstOf * best);
        var (sum, of) = Sum(recalls, matrix.Classes);
        return (sum * bestOf, of * best);
    }

    private static (BigInteger Part, BigInteger Whole) OfClass(ConfusionMatrix matrix, Score score, int c)
    {
        BigInteger hits =
            matrix[c, c], support = matrix.Support(c), predicted = matrix.Predicted(c), others = matrix.Total - matrix.Support(c);
        var (part, whole) = score switch
        {
            Score.Precision => (hits, predicted),
            Score.Recall => (hits, support),
            Score.F1 => (2 * hits, support + predicted),
            _ => (others - (predicted - hits), others),
        };
        return whole.IsZero ? (0, 1) : (part, whole);
    }

    private static (BigInteger, BigInteger) Sum(IEnumerable<(BigInteger Part, BigInteger Whole)> fractions, BigInteger divisor)
    {
        var (part, whole) = fractions.Aggregate((a, b) => (a.Part * b.Whole + b.Part * a.Whole, a.Whole * b.Whole));
        return (part, whole * divisor);
    }

    private static double Divide(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static IEnumerable<FigureName> Names(int classes)
    {
        foreach (var score in PerClass)
        {
            for (var c = 0; c < classes; c++) yield return FigureName.Of(score, c);
            yield return FigureName.Macro(score);
            yield return FigureName.Weighted(score);
        }
        yield return FigureName.Accuracy;
        yield return FigureName.DisparateImpact;
        yield return FigureName.RecallRatio;
        yield return FigureName.RecallGap;
        if (classes != 2) yield break;
        yield return new(Score.MatthewsCorrelation, Scope.Whole);
        yield return new(Score.NegativePredictiveValue, Scope.Whole);
    }

    private static IEnumerable<ConfusionMatrix> All(int[] supports)
    {
        var rows = supports.Select(support => Rows(support, supports.Length).ToArray()).ToArray();
        var chosen = new int[supports.Length];
        while (true)
        {
            var counts = new long[supports.Length, supports.Length];
            for (var label = 0; label < supports.Length; label++)
                for (var c = 0; c < supports.Length; c++) counts[label, c] = rows[label][chosen[label]][c];
            yield return new(counts);
            var next = 0;
            while (next < chosen.Length && ++chosen[next] == rows[next].Length) chosen[next++] = 0;
            if (next == chosen.Length) yield break;
        }
    }

    private static IEnumerable<int[]> Rows(int images, int classes)
    {
        if (classes == 1)
        {
            yield return [images];
            yield break;
        }
        for (var first = 0; first <= images; first++)
            foreach (var rest in Rows(images - first, classes - 1)) yield return [first, .. rest];
    }
}

using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.WithoutSupports;

/// <summary>
/// Recall, specificity and the share of positives decide every score of two classes. Boxes of these three are halved until none is
/// left that could print every figure (a proof for any supports), or some are so small that they look like a solution.
/// </summary>
internal sealed class PrevalenceSearch(IReadOnlyList<FigureClaim> claims)
{
    private const int MostBoxes = 400_000;
    private const double Room = 1e-9;
    private const double Small = 1e-4;

    private readonly (FigureName Figure, double Low, double High)[] figures =
        [.. claims.Select(claim => (claim, new Admission(claim)))
            .Select(pair => (pair.claim.Figure, pair.Item2.LowDouble - Room, pair.Item2.HighDouble + Room))];

    /// <summary>
    /// Between which shares of positives solutions were found, whether all lie there, and whether there is none: a search that was stopped
    /// knows of some.
    /// </summary>
    public ((double Low, double High) Prevalence, bool AreAll, bool Refuted) Run()
    {
        var boxes = new Stack<(Span Recall, Span Specificity, Span Positives)>();
        boxes.Push((new(0, 1), new(0, 1), new(0, 1)));
        var (low, high, tried) = (1.0, 0.0, 0);
        while (boxes.Count > 0)
        {
            var (recall, specificity, positives) = boxes.Pop();
            if (figures.Any(figure => Range(figure.Figure, recall, specificity, positives) is var range
                && (range.High < figure.Low || range.Low > figure.High))) continue;
            if (++tried > MostBoxes) return ((0, 1), true, false);
            var widest = Math.Max(recall.Width, Math.Max(specificity.Width, positives.Width));
            if (widest < Small)
            {
                (low, high) = (Math.Min(low, positives.Low), Math.Max(high, positives.High));
                // Enough of them: it is no proof any more.
                if (tried > MostBoxes / 4) return ((Math.Max(0, low - 0.05), Math.Min(1, high + 0.05)), false, false);
                continue;
            }
            foreach (var half in new[] { false, true })
                boxes.Push(
                    widest == recall.Width ? (recall.Half(half), specificity, positives)
                    : widest == specificity.Width ? (recall, specificity.Half(half), positives)
                    : (recall, specificity, positives.Half(half)));
        }
        return ((low, high), true, low > high);
    }

    /// <summary>Between what a figure lies in a box; no value of it lies outside.</summary>
    private static Span Range(FigureName figure, Span recall, Span specificity, Span positives)
    {
        Span OfOne(Score score) => OfClass(score, figure.Parameter, recall, specificity, positives);
        Span OfZero(Score score) => OfClass(score, figure.Parameter, specificity, recall, new(1 - positives.High, 1 - positives.Low));
        return figure switch
        {
            { Scope: Scope.Class } => figure.Class == 0 ? OfZero(figure.Score) : OfOne(figure.Score),
            { Scope: Scope.Macro } => Corners(OfOne(figure.Score), OfZero(figure.Score), positives, (one, zero, _) => (one + zero) / 2),
            { Scope: Scope.Weighted } =>
                Corners(OfOne(figure.Score), OfZero(figure.Score), positives, (one, zero, p) => p * one + (1 - p) * zero),
            // The classes counted together: every error is one of precision and one of recall.
            { Scope: Scope.Micro, Score: Score.Precision or Score.Recall or Score.F1 } or { Score: Score.Accuracy } =>
                OfOne(Score.BinaryAccuracy),
            { Score: Score.NegativePredictiveValue } => OfZero(Score.Precision),
            { Scope: Scope.Whole, Score: Score.MatthewsCorrelation or Score.Kappa } => OfOne(figure.Score),
            _ => new(double.NegativeInfinity, double.PositiveInfinity),
        };
    }

    private static Span OfClass(Score score, decimal parameter, Span recall, Span specificity, Span positives)
    {
        switch (score)
        {
            case Score.Recall: return recall;
            case Score.Specificity: return specificity;
            case Score.BalancedAccuracy: return new((recall.Low + specificity.Low) / 2, (recall.High + specificity.High) / 2);
            case Score.Informedness: return new(recall.Low + specificity.Low - 1, recall.High + specificity.High - 1);
            case Score.GeometricMean: return new(Math.Sqrt(recall.Low * specificity.Low), Math.Sqrt(recall.High * specificity.High));
            case Score.BinaryAccuracy: return Corners(recall, specificity, positives, (r, s, p) => p * r + (1 - p) * s);
            case Score.Precision: return Corners(recall, specificity, positives, (r, s, p) => Share(p * r, p * r + (1 - p) * (1 - s)));
            case Score.NegativePredictiveValue:
                return Corners(recall, specificity, positives,
                (r, s, p) => Share((1 - p) * s, (1 - p) * s + p * (1 - r)));
            case Score.F1: return Corners(recall, specificity, positives, (r, s, p) => Share(2 * p * r, p * r + p + (1 - p) * (1 - s)));
            case Score.Jaccard: return Corners(recall, specificity, positives, (r, s, p) => Share(p * r, p + (1 - p) * (1 - s)));
            case Score.FBeta:
                var squared = (double)(parameter * parameter);
                return Corners(recall, specificity, positives,
                    (r, s, p) => Share((1 + squared) * p * r, p * r + squared * p + (1 - p) * (1 - s)));
            case Score.FowlkesMallows:
                return Corners(recall, specificity, positives,
                (r, s, p) => Math.Sqrt(r * Share(p * r, p * r + (1 - p) * (1 - s))));
            case Score.MatthewsCorrelation:
                return Correlation(recall, specificity, positives, (variance, taken) => Math.Sqrt(variance / taken));
            case Score.Kappa:
                // 2 p (1 − p) J / (p + q − 2pq), q being what was taken for positive.
                var q = Corners(recall, specificity, positives, (r, s, p) => p * r + (1 - p) * (1 - s));
                var divisor = Corners(positives, q, q, (p, a, _) => p + a - 2 * p * a);
                var (least, most) = Variance(positives);
                var gain = new Span(recall.Low + specificity.Low - 1, recall.High + specificity.High - 1);
                return Product(gain, 2 * least / Math.Max(divisor.High, 1e-12), divisor.Low <= 0 ? 2 : 2 * most / divisor.Low);
            default: return new(double.NegativeInfinity, double.PositiveInfinity);
        }
    }

    private static Span Correlation(Span recall, Span specificity, Span positives, Func<double, double, double> factor)
    {
        var q = Corners(recall, specificity, positives, (r, s, p) => p * r + (1 - p) * (1 - s));
        var (least, most) = Variance(positives);
        var (leastTaken, mostTaken) = Variance(q);
        var gain = new Span(recall.Low + specificity.Low - 1, recall.High + specificity.High - 1);
        return Product(gain, mostTaken == 0
            ? 0
            : factor(least, mostTaken), leastTaken == 0
            ? double.PositiveInfinity
            : factor(most, leastTaken));
    }

    private static Span Product(Span gain, double least, double most) =>
        new(Math.Max(-1, gain.Low < 0 ? gain.Low * most : gain.Low * least),
            Math.Min(1, gain.High < 0 ? gain.High * least : gain.High == 0 ? 0 : gain.High * most));

    private static (double Least, double Most) Variance(Span share)
    {
        var (a, b) = (share.Low * (1 - share.Low), share.High * (1 - share.High));
        return (Math.Max(0, Math.Min(a, b)), share.Low <= 0.5 && share.High >= 0.5 ? 0.25 : Math.Max(a, b));
    }

    /// <summary>Of what rises or falls with each of three: the ends are at corners.</summary>
    private static Span Corners(Span a, Span b, Span c, Func<double, double, double, double> value)
    {
        if (double.IsInfinity(a.Low) || double.IsInfinity(b.Low)) return new(double.NegativeInfinity, double.PositiveInfinity);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var x in new[] { a.Low, a.High })
            foreach (var y in new[] { b.Low, b.High })
                foreach (var z in new[] { c.Low, c.High })
                {
                    var at = value(x, y, z);
                    // A quotient of nothing may be anything.
                    if (double.IsNaN(at)) return new(0, 1);
                    (low, high) = (Math.Min(low, at), Math.Max(high, at));
                }
        return new(low, high);
    }

    private static double Share(double part, double whole) => whole <= 0 ? double.NaN : part / whole;

    /// <summary>Between two numbers.</summary>
    private readonly record struct Span(double Low, double High)
    {
        public double Width => High - Low;

        public Span Half(bool upper) => upper ? new((Low + High) / 2, High) : new(Low, (Low + High) / 2);
    }
}

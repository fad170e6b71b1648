using System.Numerics;
using Reproduction.Metrics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// One class against the rest, and the scores of such a table of four counts. Each of them rises with hits and falls with false
/// alarms; those that people publish the other way round (a rate of errors) are complements of these.
/// </summary>
/// <param name="Hits">True positives.</param>
/// <param name="FalseAlarms">False positives.</param>
/// <param name="Misses">False negatives.</param>
/// <param name="Rejections">True negatives.</param>
/// <param name="ZeroDivision">What a precision, recall or F1 of nothing is.</param>
internal readonly record struct TwoByTwo(long Hits, long FalseAlarms, long Misses, long Rejections, int ZeroDivision = 0)
{
    private long Own => Hits + Misses;

    private long Others => FalseAlarms + Rejections;

    private long Taken => Hits + FalseAlarms;

    private long NotTaken => Misses + Rejections;

    /// <summary>Whether the score is the root of a quotient, and not a quotient.</summary>
    public static bool IsRoot(Score score) => score is Score.MatthewsCorrelation or Score.FowlkesMallows or Score.GeometricMean;

    /// <summary>
    /// The exact value; of a root its square, with the sign of the root. <see langword="null"/> where it is undefined or infinite.
    /// </summary>
    /// <param name="score">Which score.</param>
    /// <param name="beta">Of an F-beta.</param>
    public Rational? Exactly(Score score, decimal beta = 1)
    {
        switch (score)
        {
            case Score.Precision: return Share(Hits, Taken) ?? ZeroDivision;
            case Score.Recall: return Share(Hits, Own) ?? ZeroDivision;
            case Score.F1: return Share(2 * Hits, Own + Taken) ?? ZeroDivision;
            case Score.Specificity: return Share(Rejections, Others) ?? 0;
            case Score.NegativePredictiveValue: return Share(Rejections, NotTaken) ?? 0;
            case Score.FBeta:
                var (squared, scale) = Squared(beta);
                return Quotient((scale + squared) * Hits, (scale + squared) * Hits + squared * Misses + scale * FalseAlarms)
                    ?? ZeroDivision;
            case Score.Jaccard: return Share(Hits, Own + FalseAlarms) ?? ZeroDivision;
            case Score.BinaryAccuracy: return Share(Hits + Rejections, Own + Others) ?? 0;
            case Score.BalancedAccuracy: return ((Share(Hits, Own) ?? 0) + (Share(Rejections, Others) ?? 0)) / 2;
            case Score.Informedness: return (Share(Hits, Own) ?? 0) + (Share(Rejections, Others) ?? 0) - 1;
            case Score.Markedness: return Share(Hits, Taken) is { } p && Share(Rejections, NotTaken) is { } n ? p + n - 1 : null;
            case Score.LikelihoodRatioPositive: return Quotient((BigInteger)Hits * Others, (BigInteger)FalseAlarms * Own);
            case Score.LikelihoodRatioNegative:
                return Quotient((BigInteger)Misses * Others, (BigInteger)Rejections * Own) is { } ratio
                ? (Rational)1 - ratio
                : null;
            case Score.DiagnosticOddsRatio: return Quotient((BigInteger)Hits * Rejections, (BigInteger)FalseAlarms * Misses);
            case Score.TruePositives: return Hits;
            case Score.TrueNegatives: return Rejections;
            case Score.Kappa:
                return Quotient(
                    2 * ((BigInteger)Hits * Rejections - (BigInteger)FalseAlarms * Misses),
                    (BigInteger)Taken * Others + (BigInteger)Own * NotTaken);
            case Score.GeometricMean: return Quotient((BigInteger)Hits * Rejections, (BigInteger)Own * Others) ?? 0;
            case Score.FowlkesMallows: return Quotient((BigInteger)Hits * Hits, (BigInteger)Taken * Own) ?? 0;
            case Score.MatthewsCorrelation:
                var covariance = (BigInteger)Hits * Rejections - (BigInteger)FalseAlarms * Misses;
                return Quotient(covariance * BigInteger.Abs(covariance), (BigInteger)Taken * Own * Others * NotTaken) ?? 0;
            default: throw new InvalidOperationException($"{score} is no score of one class.");
        }
    }

    /// <summary>
    /// The value as scikit-learn (or a line of NumPy) computes it. Where it is undefined, infinite in the direction in which it
    /// grows, so that it still rises with hits and falls with false alarms.
    /// </summary>
    public double Value(Score score, decimal beta = 1) => score switch
    {
        Score.Precision => Divide(Hits, Taken, ZeroDivision),
        Score.Recall => Divide(Hits, Own, ZeroDivision),
        Score.F1 => HarmonicF1,
        Score.Specificity => Divide(Rejections, Others, 0),
        Score.NegativePredictiveValue => Divide(Rejections, NotTaken, 0),
        Score.Jaccard => Divide(Hits, Own + FalseAlarms, ZeroDivision),
        Score.BinaryAccuracy => Divide(Hits + Rejections, Own + Others, 0),
        Score.BalancedAccuracy => (Divide(Hits, Own, 0) + Divide(Rejections, Others, 0)) / 2,
        Score.Informedness => Divide(Hits, Own, 0) + Divide(Rejections, Others, 0) - 1,
        Score.TruePositives => Hits,
        Score.TrueNegatives => Rejections,
        Score.MatthewsCorrelation or Score.FowlkesMallows or Score.GeometricMean =>
            Exactly(score) is { } squared ? Math.CopySign(Math.Sqrt(Math.Abs(squared.ToDouble())), squared.Numerator.Sign) : 0,
        _ => Exactly(score, beta) is { } value ? value.ToDouble() : LowestOf(score) ? double.NegativeInfinity : double.PositiveInfinity,
    };

    /// <summary>2pr / (p + r), as scikit-learn before 1.3 computes it.</summary>
    public double HarmonicF1 =>
        Own + Taken == 0 ? ZeroDivision : Hits == 0 ? 0 : ConfusionMatrix.HarmonicMean((double)Hits / Taken, (double)Hits / Own);

    /// <summary>2 hits / (support + predictions), as scikit-learn computes it since 1.3.</summary>
    public double CountedF1 => Divide(2 * Hits, Own + Taken, ZeroDivision);

    private bool LowestOf(Score score) =>
        score == Score.LikelihoodRatioNegative ? Rejections == 0 : score == Score.Markedness && NotTaken == 0;

    private static double Divide(long part, long whole, int undefined) => whole == 0 ? undefined : (double)part / whole;

    private static Rational? Share(long part, long whole) => whole == 0 ? null : new Rational(part, whole);

    private static Rational? Quotient(BigInteger part, BigInteger whole) => whole.IsZero ? null : new Rational(part, whole);

    private static (BigInteger Squared, BigInteger Scale) Squared(decimal beta)
    {
        var scale = BigInteger.Pow(10, beta.Scale);
        var whole = new BigInteger(beta * (decimal)scale);
        return (whole * whole, scale * scale);
    }
}

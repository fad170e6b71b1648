using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// Figures that a program computed in single precision (float32), as Keras, Lightning and torchmetrics do, and printed with more digits
/// than that has.
/// </summary>
internal static class SinglePrecision
{
    /// <summary>What a verdict says of such figures.</summary>
    public const string Words = "figures of 7 digits or more computed in single precision (float32)";

    /// <summary>24 bits are 7 digits: with fewer, half a unit of the last one is more than what single precision loses.</summary>
    private const int FewestDigits = 7;

    /// <summary>From so many on not every text is one of a float32.</summary>
    private const int TellingDigits = 9;

    /// <summary>A quotient of whole numbers is off by half a unit in the last place; an F1 of two, or a mean, by some more.</summary>
    private const int Units = 4;

    /// <summary>What is missing to 1, or a difference, has the units of numbers near 1, and a divisor below 1 makes them more.</summary>
    private const int UnitsOfDifferences = 16;

    private static readonly Score[] Wholes = [Score.TruePositives, Score.TrueNegatives, Score.Images];

    private static readonly Score[] Differences =
        [Score.Kappa, Score.MatthewsCorrelation, Score.Informedness, Score.Markedness, Score.RecallGap];

    /// <summary>
    /// The same figures, those of many digits as single precision has them; <see langword="null"/> if there are none, or they show that it
    /// was not so.
    /// </summary>
    /// <param name="claims">Figures of one program.</param>
    public static IReadOnlyList<FigureClaim>? Of(IReadOnlyList<FigureClaim> claims)
    {
        if (!claims.Any(claim => Digits(claim) >= FewestDigits)) return null;
        // Means and F1 may have been made in double precision of what was computed in single.
        var telling =
            claims.Where(claim => Digits(claim) >= TellingDigits && !claim.Figure.IsMean && claim.Figure.Score != Score.F1).ToArray();
        if (telling.Length > 0 && !telling.Any(IsSingle)) return null;
        return [.. claims.Select(claim => Digits(claim) >= FewestDigits ? claim with { IsOfSinglePrecision = true } : claim)];
    }

    /// <summary>How far from what is printed the exact value may lie, beside the rounding of the text.</summary>
    /// <param name="claim">A figure of many digits.</param>
    public static Rational Doubt(FigureClaim claim)
    {
        var isDifference = claim.Complement || Differences.Contains(claim.Figure.Score);
        var size = Math.Max(Math.Abs(claim.Printed.Value.ToDouble()), isDifference ? 0.5 : float.Epsilon);
        var doubt = Math.ScaleB(isDifference ? UnitsOfDifferences : Units, Math.ILogB(size) - 23);
        // A decimal, rounded up.
        var scale = BigInteger.Pow(10, claim.Printed.Digits + 1);
        return new((BigInteger)Math.Ceiling(doubt * (double)scale) + 1, scale);
    }

    private static int Digits(FigureClaim claim) =>
        Wholes.Contains(claim.Figure.Score) ? 0 : $"{BigInteger.Abs(claim.Printed.Scaled)}".Length;

    /// <summary>Whether the text is of a float32, or of a hundred times one, but for the rounding of the text and of a double.</summary>
    private static bool IsSingle(FigureClaim claim)
    {
        var (value, half) = (claim.Printed.Value.ToDouble(), claim.Printed.Unit.ToDouble() / 2);
        return new[] { 1.0, 100 }.Any(times =>
            Math.Abs((double)(float)(value * times) - value * times) <= (half + Math.ScaleB(Math.Abs(value), -52)) * times);
    }
}

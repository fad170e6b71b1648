using System.Globalization;
using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>
/// A figure as it was published: text, so that trailing zeros count. "0.90" says more than "0.9". Equal if value and decimals are.
/// </summary>
/// <param name="Scaled">The value in units of the last digit: 90 for "0.90".</param>
/// <param name="Digits">Decimals: 2 for "0.90".</param>
public sealed record PrintedFigure(BigInteger Scaled, int Digits)
{
    private const int MostDigits = 60;

    /// <summary>The value that the text denotes.</summary>
    public Rational Value => new(Scaled, BigInteger.Pow(10, Digits));

    /// <summary>One unit of the last digit.</summary>
    public Rational Unit => new(1, BigInteger.Pow(10, Digits));

    /// <summary>Reads a plain decimal number such as <c>0.9525</c>, <c>.95</c>, <c>1</c> or <c>-0.12</c>.</summary>
    /// <param name="text">The text as published.</param>
    /// <returns>The figure, or <see langword="null"/> of any other text.</returns>
    public static PrintedFigure? Parse(string text)
    {
        var unsigned = text.StartsWith('-') ? text[1..] : text;
        var point = unsigned.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? "" : unsigned[(point + 1)..];
        var whole = point < 0 ? unsigned : unsigned[..point];
        if (whole.Length + digits.Length == 0 || digits.Length > MostDigits || whole.Length > MostDigits) return null;
        if (!(whole + digits).All(char.IsAsciiDigit) || (point >= 0 && digits.Length == 0)) return null;
        var scaled = BigInteger.Parse(whole + digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return new(text.StartsWith('-') ? -scaled : scaled, digits.Length);
    }

    /// <summary>Reads a number as <see cref="Parse"/> does, and of a percentage the share that it prints: 0.9525 of "95.25%".</summary>
    /// <param name="text">The text as published.</param>
    /// <returns>The figure, or <see langword="null"/> of any other text.</returns>
    public static PrintedFigure? ParseShare(string text) =>
        text.EndsWith('%') && Parse(text[..^1]) is { } percentage ? new(percentage.Scaled, percentage.Digits + 2) : Parse(text);

    /// <summary>The text, with a digit before the point.</summary>
    public override string ToString() => Value.ToString(Digits);
}

using System.Globalization;
using System.Numerics;

namespace Reproduction.Metrics;

/// <summary>
/// Numbers as C's <c>printf</c> and Python's <c>format</c> print them: the exact value of the binary double, rounded to the
/// nearest, ties to even. (.NET rounds ties away from zero: 0.125 to 0.13 where Python prints 0.12.)
/// </summary>
public static class PrintedNumber
{
    /// <summary><c>"%.{digits}f"</c> of a finite number.</summary>
    /// <param name="value">A finite double.</param>
    /// <param name="digits">Decimals, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number that is not finite, or negative digits.</exception>
    public static string Fixed(double value, int digits)
    {
        // Stryker disable once Statement : the power of ten below refuses negative digits with the same exception
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Not a finite number.");
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        // Stryker disable once Bitwise : the bits of an absolute value have no sign
        var exponent = (int)(bits >> 52);
        var mantissa = new BigInteger(bits & ((1L << 52) - 1) | (exponent == 0 ? 0 : 1L << 52)) * BigInteger.Pow(10, digits);
        var shift = Math.Max(exponent, 1) - 1075;
        // Stryker disable once Equality : a shift by 0 rounds nothing
        var rounded = shift >= 0 ? mantissa << shift : ToEven(mantissa, -shift);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = text.Insert(text.Length - digits, ".");
        return double.IsNegative(value) ? "-" + text : text;
    }

    /// <summary>Whether a printed number is zero, as what rounds to it is: then it has no sign for a reader.</summary>
    /// <param name="text">The number.</param>
    internal static bool IsZero(string text) => text.All(character => character is '-' or '0' or '.');

    private static BigInteger ToEven(BigInteger value, int shift)
    {
        // Stryker disable once Bitwise : the value is never negative
        var floor = value >> shift;
        var twiceRest = (value - (floor << shift)) << 1;
        var one = BigInteger.One << shift;
        return twiceRest > one || (twiceRest == one && !floor.IsEven) ? floor + 1 : floor;
    }
}

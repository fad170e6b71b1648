using System.Globalization;
using System.Numerics;

namespace Reproduction.Claims.Figures;

/// <summary>A quotient of whole numbers, exact: in lowest terms, the denominator positive.</summary>
public readonly struct Rational : IComparable<Rational>, IEquatable<Rational>
{
    private readonly BigInteger lessOne;

    /// <summary>numerator / denominator.</summary>
    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">Any but 0.</param>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A quotient's denominator is not 0.");
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        lessOne = denominator / common - 1;
    }

    /// <summary>Above the fraction bar.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below it; 1 for a whole number, never less. (Stored less 1, so that a default value is 0/1.)</summary>
    public BigInteger Denominator => lessOne + 1;

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(BigInteger value) => new(value, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(long value) => new(value, 1);

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The quotient.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Whether greater.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Whether at most.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Whether at least.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>Whether equal.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Whether different.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>The largest whole number that is not greater.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest whole number that is not less.</summary>
    public BigInteger Ceiling() => -new Rational(-Numerator, Denominator).Floor();

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && lessOne == other.lessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, lessOne);

    /// <summary>The nearest double, but for a few of its last bits.</summary>
    public double ToDouble()
    {
        const int Bits = 80;
        return Math.ScaleB((double)((Numerator << Bits) / Denominator), -Bits);
    }

    /// <summary>The quotient to some decimals, rounded to the nearest, ties to even.</summary>
    /// <param name="digits">Decimals, at least 0.</param>
    public string ToString(int digits)
    {
        var scaled = new Rational(BigInteger.Abs(Numerator) * BigInteger.Pow(10, digits), Denominator);
        var floor = scaled.Floor();
        var twiceRest = (scaled - floor) * 2;
        if (twiceRest > 1 || (twiceRest == 1 && !floor.IsEven)) floor += 1;
        var text = floor.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = text.Insert(text.Length - digits, ".");
        return Numerator.Sign < 0 && !floor.IsZero ? "-" + text : text;
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}

using System.Globalization;
using System.Numerics;
using Reproduction.Metrics;

namespace Reproduction.Claims.Figures;

/// <summary>Which values a printed figure admits: an interval of exact numbers, and what happens at its ends.</summary>
internal sealed class Admission
{
    /// <summary>A double carries 53 bits: from here on a figure's last digits are those of floating-point arithmetic.</summary>
    private const int DigitsOfDoubles = 12;

    private static readonly double Ulp = Math.ScaleB(1, -52);

    private readonly PrintedFigure printed;
    private readonly RoundingRule rule;
    private readonly bool lowIn;
    private readonly bool highIn;
    private readonly bool isExact = true;
    private readonly string text;

    public Admission(FigureClaim claim)
    {
        printed = claim.Printed;
        // The complement of a double is no double that anybody printed: a tie may have gone either way.
        rule =
            (claim.Complement && claim.Rule == RoundingRule.Printf) || claim.IsOfSinglePrecision ? RoundingRule.Nearest : claim.Rule;
        isExact = claim.IsOfSinglePrecision || printed.Digits <= DigitsOfDoubles;
        Rational half = printed.Unit / 2;
        (Low, High, lowIn, highIn) = claim.Rule switch
        {
            RoundingRule.Truncate => printed.Scaled.Sign switch
            {
                > 0 => (printed.Value, printed.Value + printed.Unit, true, false),
                < 0 => (printed.Value - printed.Unit, printed.Value, false, true),
                _ => (printed.Value - printed.Unit, printed.Value + printed.Unit, false, false),
            },
            _ => (printed.Value - half, printed.Value + half, true, true),
        };
        if (claim.IsOfSinglePrecision && SinglePrecision.Doubt(claim) is var doubt)
            (Low, High, lowIn, highIn) = (Low - doubt, High + doubt, true, true);
        if (claim.Complement) (Low, High, lowIn, highIn) = ((Rational)1 - High, (Rational)1 - Low, highIn, lowIn);
        (LowDouble, HighDouble) = (Low.ToDouble(), High.ToDouble());
        text = BigInteger.Abs(printed.Scaled).ToString(CultureInfo.InvariantCulture);
    }

    private Admission(Rational low, Rational high)
    {
        (Low, High, lowIn, highIn) = (low, high, true, true);
        (LowDouble, HighDouble) = (low.ToDouble(), high.ToDouble());
        (printed, rule, text) = (new(0, 0), RoundingRule.Nearest, "");
    }

    /// <summary>What lies between two numbers, both of them in: no printed figure, but a bound.</summary>
    public static Admission Between(Rational low, Rational high) => new(low, high);

    /// <summary>No value below is admitted, but for the rounding of floating-point arithmetic.</summary>
    public Rational Low { get; }

    /// <summary>No value above is admitted, likewise.</summary>
    public Rational High { get; }

    /// <summary>Whether the low end itself is admitted; under printf the double decides, and it is if <paramref name="perhaps"/>.</summary>
    public bool LowIsIn(bool perhaps) => rule == RoundingRule.Printf ? perhaps : lowIn;

    /// <summary>Whether the high end itself is admitted, likewise.</summary>
    public bool HighIsIn(bool perhaps) => rule == RoundingRule.Printf ? perhaps : highIn;

    /// <summary>Whether an exact value may be printed so: under printf, a tie may.</summary>
    public bool MayAdmit(Rational value)
    {
        if (!isExact) return true;
        var (low, high) = (value.CompareTo(Low), value.CompareTo(High));
        return (low > 0 || (low == 0 && LowIsIn(perhaps: true))) && (high < 0 || (high == 0 && HighIsIn(perhaps: true)));
    }

    /// <summary><see cref="Low"/> as a double.</summary>
    public double LowDouble { get; }

    /// <summary><see cref="High"/> as a double.</summary>
    public double HighDouble { get; }

    /// <summary>What floating-point arithmetic over K classes may be off, generously.</summary>
    /// <param name="classes">K.</param>
    public static double Doubt(int classes) => (classes + 64) * Ulp;

    /// <summary>Whether a value is printed so.</summary>
    /// <param name="approximate">The value in floating-point arithmetic.</param>
    /// <param name="doubt">What <paramref name="approximate"/> may be off.</param>
    /// <param name="compare">Compares the exact value with a number: its sign.</param>
    /// <param name="variants">Every double that a program computes as the value.</param>
    public bool Admits(double approximate, double doubt, Func<Rational, int> compare, Func<IEnumerable<double>> variants)
    {
        if (Clearly(approximate, doubt) is { } clear) return clear;
        if (rule == RoundingRule.Printf) return variants().Any(Prints);
        if (!isExact) return true;
        var (low, high) = (compare(Low), compare(High));
        return (low > 0 || (low == 0 && lowIn)) && (high < 0 || (high == 0 && highIn));
    }

    /// <summary>Whether a value is printed so; <see langword="null"/> where it is so near an end that only the exact value tells.</summary>
    /// <param name="approximate">The value in floating-point arithmetic.</param>
    /// <param name="doubt">What <paramref name="approximate"/> may be off.</param>
    public bool? Clearly(double approximate, double doubt) =>
        approximate > LowDouble + doubt && approximate < HighDouble - doubt ? true
        : approximate >= LowDouble - doubt && approximate <= HighDouble + doubt ? null
        : false;

    private bool Prints(double value)
    {
        var digits = PrintedNumber.Fixed(Math.Abs(value), printed.Digits).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return (digits.Length == 0 ? "0" : digits) == text && (digits.Length == 0 || value < 0 == printed.Scaled.Sign < 0);
    }
}

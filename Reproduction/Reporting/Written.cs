using System.Globalization;
using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>How a report writes numbers: four decimals, so that an interval on 10,000 images can be read off.</summary>
internal static class Written
{
    private const int Decimals = 4;
    private const string Undefined = "undefined";

    /// <summary>0.9142</summary>
    public static string Value(double? value) => value is { } known ? Minus(PrintedNumber.Fixed(known, Decimals)) : Undefined;

    /// <summary>+0.0027, −0.0027, 0.0000</summary>
    public static string Difference(double? value)
    {
        var text = Value(value);
        return value > 0 && !PrintedNumber.IsZero(text) ? $"+{text}" : text;
    }

    /// <summary>[0.9087, 0.9197]</summary>
    public static string Interval(Interval? interval) =>
        interval is { } known ? $"[{Value(known.Low)}, {Value(known.High)}]" : $"[{Undefined}]";

    /// <summary>0.9142 [0.9087, 0.9197]</summary>
    public static string Measured(Measured figure) => $"{Value(figure.Value)} {Interval(figure.Interval)}";

    /// <summary>[−0.0082, +0.0027]</summary>
    public static string DifferenceInterval(Interval? interval) =>
        interval is { } known ? $"[{Difference(known.Low)}, {Difference(known.High)}]" : $"[{Undefined}]";

    /// <summary>0.3317, or 1.2e−7 where four decimals would show nothing.</summary>
    public static string Probability(double? value) => value is { } known ? Probability(known) : Undefined;

    /// <summary>0.3317, or 1.2e−7 where four decimals would show nothing.</summary>
    public static string Probability(double value) =>
        value == 0
            ? "0 (below what a double holds)"
            : value >= 0.0001
            ? Value(value)
            : value.ToString("0.0e-0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>10,000</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>teacher, baseline and student</summary>
    public static string List(IEnumerable<string> names) =>
        names.ToArray() is [.. var before, var last] && before.Length > 0
            ? $"{string.Join(", ", before)} and {last}"
            : string.Concat(names);

    /// <summary>A minus sign as wide as a plus; none before a zero.</summary>
    private static string Minus(string number) =>
        !number.StartsWith('-') ? number : PrintedNumber.IsZero(number) ? number[1..] : $"−{number[1..]}";
}

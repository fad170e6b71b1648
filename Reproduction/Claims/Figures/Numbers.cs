using System.Globalization;
using Reproduction.Metrics;

namespace Reproduction.Claims.Figures;

/// <summary>Numbers as every verdict and reason shows them.</summary>
internal static class Numbers
{
    /// <summary>A whole number, thousands parted: <c>14,480,095</c>.</summary>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A range of whole numbers, or the one.</summary>
    public static string Between((long From, long To) range) =>
        range.From == range.To ? Whole(range.From) : $"{Whole(range.From)} to {Whole(range.To)}";

    /// <summary>So many of something: <c>1 run</c>, <c>5 runs</c>.</summary>
    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>So many classes: <c>1 class</c>, <c>1,000 classes</c>.</summary>
    public static string Classes(int count) => count == 1 ? "1 class" : $"{Whole(count)} classes";

    /// <summary>A measured number with its decimals, as <c>printf</c> rounds: <c>0.9143</c>. What rounds to zero has no sign.</summary>
    public static string Decimal(double value, int digits = 4)
    {
        if (!double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        var text = PrintedNumber.Fixed(value, digits);
        return PrintedNumber.IsZero(text) ? text.TrimStart('-') : text;
    }

    /// <summary>An interval of them: <c>[0.8735, 0.8862]</c>.</summary>
    public static string Interval(double low, double high) => $"[{Decimal(low)}, {Decimal(high)}]";

    /// <summary>A share that somebody chose, such as a level: <c>97.5 %</c>.</summary>
    public static string PerCent(double share) => $"{Short(100 * share)} %";

    /// <summary>A number that somebody chose, no more decimals than it has: <c>0.8</c>.</summary>
    public static string Short(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A p-value; the smallest are only called small.</summary>
    public static string Probability(double p) => p < 0.0001 ? "under 0.0001" : Decimal(p);
}

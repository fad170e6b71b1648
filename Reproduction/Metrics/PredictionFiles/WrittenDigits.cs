using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>How far numbers of a row may be from what they were before they were written, by their digits.</summary>
internal static class WrittenDigits
{
    /// <summary>Fewer significant digits than this say nothing of a sum of several.</summary>
    private const int FewestSignificant = 2;

    /// <summary>Beyond what a number that is read may have.</summary>
    private const int LargestPower = 999;

    /// <summary>
    /// By how much the sum of a row may be off: by half a unit of the last digit of each number. Zeros at the end may have been left
    /// out, so that all have as many digits after the point as the number with most (<c>round</c>, printf's <c>%.3f</c>), or as many
    /// significant ones (<c>%.3e</c>, <c>%.3g</c>, R's <c>signif</c>), whichever leaves more open.
    /// </summary>
    /// <param name="fields">The row's fields.</param>
    /// <param name="columns">Those that are summed, numbers each.</param>
    /// <param name="fewestDecimals">Fewer digits after the point than this are not believed to be all.</param>
    public static double Rounding(IReadOnlyList<ReadOnlyMemory<byte>> fields, IReadOnlyList<int> columns, int fewestDecimals)
    {
        var (decimals, significant, firstDigits) = (fewestDecimals, FewestSignificant, 0.0);
        foreach (var column in columns)
        {
            var (after, digits, first) = Of(fields[column].Span.Trim((byte)' '));
            (decimals, significant) = (Math.Max(decimals, after), Math.Max(significant, digits));
            if (digits > 0) firstDigits += Math.Pow(10, first);
        }
        return 0.5 * Math.Max(columns.Count * Math.Pow(10, -decimals), firstDigits * Math.Pow(10, 1 - significant));
    }

    /// <summary>Digits after the point, significant digits, and the power of ten of the first of these; zero has none.</summary>
    private static (int Decimals, int Significant, int First) Of(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponent < 0 ? number : number[..exponent];
        var power = exponent >= 0
            && int.TryParse(number[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written)
                ? Math.Clamp(written, -LargestPower, LargestPower)
                : 0;
        var point = mantissa.IndexOfAny((byte)'.', (byte)',');
        var decimals = (point < 0 ? 0 : mantissa.Length - point - 1) - power;
        var first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0) return (decimals, 0, 0);
        var end = point < 0 ? mantissa.Length : point;
        return first < end
            ? (decimals, mantissa.Length - first - (point < 0 ? 0 : 1), end - first - 1 + power)
            : (decimals, mantissa.Length - first, end - first + power);
    }
}

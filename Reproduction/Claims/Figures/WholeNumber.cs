using System.Globalization;

namespace Reproduction.Claims.Figures;

/// <summary>Whole numbers as every verdict and reason shows them: thousands parted, <c>14,480,095</c>.</summary>
internal static class WholeNumber
{
    /// <summary>A number.</summary>
    public static string Shown(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A range of numbers, or the one.</summary>
    public static string Between((long From, long To) range) =>
        range.From == range.To ? Shown(range.From) : $"{Shown(range.From)} to {Shown(range.To)}";
}

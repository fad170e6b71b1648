using System.Globalization;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>A number of images as it is printed, perhaps with commas between thousands.</summary>
internal static class PrintedCount
{
    /// <summary>The number; <see langword="null"/> of a text that is none, or of more than any data set has.</summary>
    /// <param name="text">The text.</param>
    public static long? Of(string text) => int.TryParse(
        text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

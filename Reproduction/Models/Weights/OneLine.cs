using System.Globalization;
using System.Text;

namespace Reproduction.Models.Weights;

/// <summary>Text out of an untrusted file, made fit for a message of one line.</summary>
internal static class OneLine
{
    private const int Longest = 80;

    /// <summary>The text in quotes, with what a terminal would not show escaped, cut off after 80 characters.</summary>
    public static string Quote(string text) => $"'{Name(text)}'";

    /// <summary>The text without quotes, with what a terminal would not show escaped, cut off after 80 characters.</summary>
    public static string Name(string text)
    {
        var line = new StringBuilder();
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            if (IsShown(letter)) line.Append(letter);
            else line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }
        return line.Append(text.Length > Longest ? "…" : "").ToString();
    }

    /// <summary>A shape as messages print it: 32×3×3×3, or "scalar"; of very long ones the beginning.</summary>
    public static string Shape(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join("×", shape.Take(8)) + (shape.Count > 8 ? "×…" : "");

    private static bool IsShown(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned);
}

using System.Globalization;
using System.Text;

namespace Reproduction.Text;

/// <summary>
/// The one rule for text that people see, on terminals, in reports and in plots: every character is shown or its escape is.
/// Control characters (a terminal obeys them), those that change the direction of text or are invisible, line and paragraph
/// separators, unpaired surrogates and what Unicode has not assigned become <c>\uXXXX</c>, as in JSON, so that JSON text stays
/// valid and means the same.
/// </summary>
public static class PlainText
{
    /// <summary>Whether every character is shown as it is.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsPlain(string text) => Escaped(text) == text;

    /// <summary>A text of which nothing is lost: a line break too becomes its escape.</summary>
    /// <param name="text">Any text.</param>
    public static string Escaped(string text) => Shown(text, layout: "");

    /// <summary>A text on one line: line breaks become blanks, what is not shown its escape.</summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text) => Escaped(text.ReplaceLineEndings(" "));

    /// <summary>A text of several lines: line feeds and tabs stay, what else is not shown becomes its escape.</summary>
    /// <param name="text">Any text.</param>
    public static string Lines(ReadOnlySpan<char> text) => Shown(text, layout: "\n\t");

    private static string Shown(ReadOnlySpan<char> text, string layout)
    {
        var shown = new StringBuilder(text.Length);
        while (text.Length > 0)
        {
            var isWhole = Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isWhole && (IsShown(rune) || (rune.IsBmp && layout.Contains((char)rune.Value)))) shown.Append(text[..length]);
            else foreach (var unit in text[..length]) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            text = text[length..];
        }
        return shown.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}

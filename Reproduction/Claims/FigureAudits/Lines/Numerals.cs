using System.Text;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>Digits of other scripts and widths, such as Arabic and full-width ones, with the marks between and behind them.</summary>
internal static class Numerals
{
    /// <summary>A text with the digits of ASCII, as long as it was.</summary>
    public static string AsAscii(string text)
    {
        if (!text.Any(IsOther)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isBehindDigit = plain.Length > 0 && char.IsAsciiDigit(plain[^1]);
            var isBetween = isBehindDigit && i + 1 < text.Length && char.IsDigit(text[i + 1]);
            plain.Append(text[i] switch
            {
                var digit when IsOther(digit) => (char)('0' + (int)char.GetNumericValue(digit)),
                '\uFF0E' or '\u066B' when isBetween => '.',
                '\uFF0C' or '\u066C' when isBetween => ',',
                '\uFF05' or '\u066A' when isBehindDigit => '%',
                var other => other,
            });
        }
        return plain.ToString();
    }

    private static bool IsOther(char character) => !char.IsAscii(character) && char.IsDigit(character);
}

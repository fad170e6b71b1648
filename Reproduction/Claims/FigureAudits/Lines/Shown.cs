using Reproduction.Text;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>Pasted text in messages: one line, short, nothing that a terminal would obey.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var length = Math.Min(text.Length, Longest);
        // What is not shown as it is takes six characters.
        while (PlainText.Line(text[..length]).Length > Longest) length--;
        return PlainText.Line(text[..length]) + (length < text.Length ? "…" : "");
    }
}

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>Pasted text in messages: one line, short, nothing that a terminal would obey.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var beginning = text.Length > Longest ? text[..Longest] : text;
        return PlainText.Line(beginning) + (text.Length > Longest ? "…" : "");
    }
}

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>Pasted text in messages: one line, short, nothing that a terminal would obey.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var plain = string.Concat(text.Select(character => char.IsControl(character) ? '·' : character));
        return plain.Length > Longest ? plain[..Longest] + "…" : plain;
    }
}

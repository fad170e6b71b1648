using System.Text;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>
/// Words of any language as they are compared: in lower case and half width, without the accents that one keyboard has and another has not.
/// </summary>
internal static class Letters
{
    private const string Accented =
        "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥĩīĭįıĵķĺļľłńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžșț";

    private const string Plain =
        "aaaaaaceeeeiiiinoooooouuuuyyaaaccccddeeeeegggghiiiiijkllllnnnooorrrssssttuuuuuuwyzzzst";

    private const int HalfWidth = '！' - '!';

    /// <summary>A text so that words that are spelt alike but for case, width and accents are the same.</summary>
    public static string Bare(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var bare = new StringBuilder(text.Length);
        foreach (var character in text) Append(bare, char.ToLowerInvariant(character));
        return bare.ToString();
    }

    /// <summary>Several such texts.</summary>
    public static string[] AllBare(params string[] texts) => Array.ConvertAll(texts, Bare);

    private static void Append(StringBuilder bare, char letter)
    {
        // An accent by itself, as where a page keeps letters and accents apart.
        if (letter is >= '\u0300' and <= '\u036F') return;
        if (letter is >= '！' and <= '～') bare.Append(char.ToLowerInvariant((char)(letter - HalfWidth)));
        else if (Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at) bare.Append(Plain[at]);
        else if (Long(letter) is { } letters) bare.Append(letters);
        else bare.Append(letter);
    }

    private static string? Long(char letter) => letter switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'İ' => "i",
        'ё' => "е",
        _ => null,
    };
}

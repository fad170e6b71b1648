namespace Reproduction.Text;

/// <summary>Text out of an untrusted file, made fit for a message of one line.</summary>
internal static class OneLine
{
    private const int Longest = 80;

    /// <summary>The text in quotes, with what a terminal would not show escaped, cut off after 80 characters.</summary>
    public static string Quote(string text) => $"'{Name(text)}'";

    /// <summary>The text without quotes, with what a terminal would not show escaped, cut off after 80 characters.</summary>
    public static string Name(string text)
    {
        var beginning = text.Length > Longest ? text[..Longest] : text;
        return PlainText.Escaped(beginning) + (text.Length > Longest ? "…" : "");
    }

    /// <summary>The first of some texts, separated by commas, and that there are more where there are.</summary>
    /// <param name="shown">The texts, each fit for a message.</param>
    /// <param name="most">How many are shown.</param>
    public static string List(IEnumerable<string> shown, int most = 8)
    {
        string[] first = [.. shown.Take(most + 1)];
        return string.Join(", ", first.Take(most)) + (first.Length > most ? ", …" : "");
    }

    /// <summary>A shape as messages print it: 32×3×3×3, or "scalar"; of very long ones the beginning.</summary>
    public static string Shape(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join("×", shape.Take(8)) + (shape.Count > 8 ? "×…" : "");
}

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

    /// <summary>A shape as messages print it: 32×3×3×3, or "scalar"; of very long ones the beginning.</summary>
    public static string Shape(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join("×", shape.Take(8)) + (shape.Count > 8 ? "×…" : "");
}

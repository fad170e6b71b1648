using System.Text;
using ADRaffy.ENSNormalize;

namespace Reproduction.Text;

/// <summary>
/// Text in Unicode's form C, in which a letter and its mark are one character where there is one: macOS writes "é" in file names as two,
/// other systems as one, and on a screen both look the same. (.NET composes nothing where it runs without ICU, as this program does.)
/// </summary>
internal static class ComposedText
{
    /// <summary>No name is longer, and time grows with the square of the marks of one letter.</summary>
    private const int Longest = 1000;

    /// <summary>The text, composed; a very long one as it is.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text) => text.Length > Longest || Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);
}

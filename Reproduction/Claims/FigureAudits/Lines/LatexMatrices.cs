using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>Matrices of LaTeX's mathematics, which may stand in one line: in brackets, as NumPy prints them.</summary>
internal static partial class LatexMatrices
{
    /// <summary>The lines of a paste, as many as before.</summary>
    public static string AsBrackets(string text) => Counts().Replace(text, matrix =>
        $"[[{Bold().Replace(matrix.Groups[2].Value, "$1").Replace("\\\\", "], [", StringComparison.Ordinal).Replace('&', ',')}]]");

    [GeneratedRegex(@"\\begin\{((?:[pbBvV]|small)?matrix|array)\}(?:\{[^{}]*\})?"
        + @"((?:[\s\d&]|\\(?:math|text)bf\{\s*\d+\s*\}|\\\\(?!\s*\\end))+)(?:\\\\\s*)?\\end\{\1\}")]
    private static partial Regex Counts();

    /// <summary>A count on the diagonal.</summary>
    [GeneratedRegex(@"\\(?:math|text)bf\{\s*(\d+)\s*\}")]
    private static partial Regex Bold();
}

using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>Numbers as they are printed in tables: with bold marks, per cent, decimal commas, thousands, exponents.</summary>
internal static partial class CellText
{
    /// <summary>Whether a cell holds, or stands for, a number.</summary>
    public static bool IsNumberLike(string text) => Plain(text) is var plain
        && (Number().IsMatch(plain) || IsNotANumber(plain) || IsLeftOut(plain) || plain is "-" or "--" or "–" or "—");

    /// <summary>Whether nothing stands in a cell, or a dash.</summary>
    public static bool IsEmpty(string text) => Plain(text) is "" or "-" or "--" or "–" or "—";

    /// <summary>Whether it says that something was left out.</summary>
    public static bool IsLeftOut(string text) => text is "..." or "…" or ".." or "xx" or "XX";

    /// <summary>Whether it is a quotient of nothing.</summary>
    public static bool IsNotANumber(string text) =>
        Plain(text).Equals("nan", StringComparison.OrdinalIgnoreCase) || Plain(text) is "NA" or "N/A" or "n/a" or "null" or "None" or "undefined" or "?";

    /// <summary>Without the marks of Markdown, LaTeX and HTML.</summary>
    public static string Plain(string text)
    {
        var plain = Marks.Without(text).Replace(" %", "%", StringComparison.Ordinal);
        return Wrapped().Match(plain) is { Success: true } wrapped
            ? wrapped.Groups[1].Value
            : plain.Trim('*', '`', '$', '{', '}', '"', ' ', '_', '†', '‡', '§', '¶', '↑', '↓');
    }

    /// <summary>A score, whose comma is always a decimal one; <see langword="null"/> of what is none.</summary>
    public static PrintedFigure? Score(string text)
    {
        var plain = Plain(text);
        if (!plain.Contains(',', StringComparison.Ordinal)) return Figure(plain);
        return plain.Count(c => c == ',') == 1 && !plain.Contains('.', StringComparison.Ordinal) ? Figure(plain.Replace(',', '.')) : null;
    }

    /// <summary>A share or another figure; <see langword="null"/> of what is none.</summary>
    public static PrintedFigure? Figure(string text)
    {
        var plain = Plain(text);
        var percent = plain.EndsWith('%');
        if (percent) plain = plain[..^1].Trim();
        // A figure's comma is a decimal one, unless it parts whole thousands.
        if (plain.Contains(',', StringComparison.Ordinal))
            plain = Thousands().IsMatch(plain) && !plain.StartsWith('0') && !percent ? plain.Replace(",", "", StringComparison.Ordinal)
                : plain.Count(c => c == ',') == 1 && !plain.Contains('.', StringComparison.Ordinal) ? plain.Replace(',', '.') : "";
        if (plain.EndsWith('.') && plain.Length > 1) plain = plain[..^1];
        var exponent = 0;
        if (plain.IndexOfAny(['e', 'E']) is > 0 and var e
            && int.TryParse(plain[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            plain = plain[..e];
        if (PrintedFigure.Parse(plain) is not { } figure || Math.Abs(exponent) > 40) return null;
        var digits = figure.Digits - exponent;
        figure = digits >= 0 ? new(figure.Scaled, digits) : new(figure.Scaled * BigInteger.Pow(10, -digits), 0);
        return percent ? new(figure.Scaled, figure.Digits + 2) : figure;
    }

    [GeneratedRegex(@"^[-+]?([0-9]+[.,]?[0-9]*([.,][0-9]{3})*|[.,][0-9]+)([eE][-+]?[0-9]+)?%?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{1,3}([,.][0-9]{3})+$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^(?:np\.|numpy\.)?(?:float|int)[0-9]*\(([^()]*)\)$")]
    private static partial Regex Wrapped();
}

using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Lines;

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
        Plain(text).Equals("nan", StringComparison.OrdinalIgnoreCase)
        || Plain(text) is "NA" or "N/A" or "n/a" or "null" or "None" or "undefined" or "?";

    /// <summary>Without the marks of Markdown, LaTeX and HTML.</summary>
    public static string Plain(string text)
    {
        var plain = Marks.Without(text).Replace(" %", "%", StringComparison.Ordinal);
        if (Wrapped().Match(plain) is { Success: true } wrapped) return wrapped.Groups[1].Value;
        if (plain.Contains("**", StringComparison.Ordinal) && InTwoRuns().Match(plain) is { Success: true } runs)
            return runs.Groups["first"].Value + runs.Groups["second"].Value;
        plain = plain.Trim('*', '`', '$', '{', '}', '"', ' ', '_', '†', '‡', '§', '¶', '↑', '↓');
        if (plain.Length < 2 || (char.IsAscii(plain[^1]) && char.IsAscii(plain[0]))) return plain;
        return Marked().Match(plain) is { Success: true } marked ? marked.Groups["number"].Value : plain;
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

    /// <summary>
    /// A score without what stands beside it in brackets: 0.91 of <c>0.91 (0.80–0.97)</c>, where it lies within the interval, and 91.8% of
    /// <c>45/49 (91.8%)</c>, where it is the share of these counts. <see langword="null"/> of anything else.
    /// </summary>
    public static string? Beside(string text)
    {
        if (text.AsSpan().IndexOfAny('(', '[') < 0) return null;
        var plain = Plain(text);
        if (Interval().Match(plain) is { Success: true } interval)
            return Score(interval.Groups["score"].Value) is { } score && Score(interval.Groups["low"].Value) is { } low
                && Score(interval.Groups["high"].Value) is { } high && low.Value <= score.Value && score.Value <= high.Value
                ? interval.Groups["score"].Value + (interval.Groups["sign"].Success ? "%" : "")
                : null;
        return Counts().Match(plain) is { Success: true } counts && Score(counts.Groups["score"].Value) is { } share
            && BigInteger.TryParse(counts.Groups["hits"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var hits)
            && BigInteger.TryParse(counts.Groups["all"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            && (IsShare(share, hits, all) || IsShare(share with { Digits = share.Digits + 2 }, hits, all))
            ? counts.Groups["score"].Value
            : null;
    }

    /// <summary>A number of images without the sign that it is one: 50 of <c>n = 50</c>.</summary>
    public static string WithoutSign(string text) =>
        SignOfNumber().Match(Plain(text)) is { Success: true } number ? number.Groups[1].Value : text;

    [GeneratedRegex(@"^[-+]?([0-9]+[.,]?[0-9]*([.,][0-9]{3})*|[.,][0-9]+)([eE][-+]?[0-9]+)?%?$")]
    private static partial Regex Number();

    /// <summary>Whether a figure is a share, however it was rounded: less than a unit away.</summary>
    private static bool IsShare(PrintedFigure printed, BigInteger hits, BigInteger all) =>
        BigInteger.Abs((printed.Scaled * all) - (hits * BigInteger.Pow(10, printed.Digits))) < all;

    /// <summary>A score and an interval. A comma parts its ends where it is no decimal one.</summary>
    [GeneratedRegex(
        @"^(?<score>-?[0-9]*[.,]?[0-9]+) ?(?<sign>%)?\*{0,2} ?[(\[] ?(?:(?:9[059]% ?)?CI[:,]? ?)?(?<low>-?[0-9]*[.,]?[0-9]+) ?(?<sign>%)?"
        + @" ?(?:-{1,3}|[–—;]|,(?=[ ]|[0-9]*\.)|to\b) ?(?<high>-?[0-9]*[.,]?[0-9]+) ?(?<sign>%)? ?[)\]]$")]
    private static partial Regex Interval();

    /// <summary>A share beside its counts, one of them in brackets.</summary>
    [GeneratedRegex(
        @"^(?:(?<hits>[0-9]+) ?/ ?(?<all>[0-9]+) ?\((?<score>[0-9]*[.,]?[0-9]+%)\)"
        + @"|(?<score>[0-9]*[.,]?[0-9]+%?) ?\((?<hits>[0-9]+) ?/ ?(?<all>[0-9]+)\))$")]
    private static partial Regex Counts();

    [GeneratedRegex(@"^[nN] ?= ?([0-9].*)$")]
    private static partial Regex SignOfNumber();

    [GeneratedRegex(@"^[0-9]{1,3}([,.][0-9]{3})+$")]
    private static partial Regex Thousands();

    /// <summary>A score with medals, stars and other signs round it, and raised digits and letters behind it.</summary>
    [GeneratedRegex(@"^(?:(?:\uD83E[\uDD47-\uDD49]|\uD83C\uDFC6|[★⭐])\uFE0F?\s*)*(?:\*\*)?"
        + @"(?<number>[-+]?[0-9]*[.,][0-9]+ ?%?|[0-9]+ ?%)(?:\*\*)?"
        + @"(?:\s*(?:[\uD83C-\uD83E][\uDC00-\uDFFF]|[\p{So}-[°©®]]|[\uFE0F\u20E3])|,?[¹²³⁰⁴-⁹ᵃ-ᵍʰʲˡʳˢʷˣʸᵏᵐᵒᵖᵗᵘᵛᶜᶠᶻⁱⁿªº])*$")]
    private static partial Regex Marked();

    /// <summary>A number of which some digits are bold: one of Markdown's marks stands within its fraction.</summary>
    [GeneratedRegex(@"^(?:\*\*(?<first>[0-9]*[.,][0-9]+)\*\*(?<second>[0-9]+)|(?<first>[0-9]*[.,][0-9]+)\*\*(?<second>[0-9]+)\*\*)$")]
    private static partial Regex InTwoRuns();

    [GeneratedRegex(@"^(?:np\.|numpy\.)?(?:float|int)[0-9]*\(([^()]*)\)$")]
    private static partial Regex Wrapped();
}

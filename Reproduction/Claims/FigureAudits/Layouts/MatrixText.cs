using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>Confusion matrices: as NumPy or Python prints them, as lines of whole numbers, Weka's, and R's.</summary>
internal static partial class MatrixText
{
    private const int Most = 1000;

    /// <summary>A matrix in brackets, which begins at a place of the text; <see langword="null"/> if none does.</summary>
    public static FoundMatrix? InBrackets(string text, Match match)
    {
        var rows = Row().Matches(match.Value).Select(row => Numbers(row.Groups[1].Value)).ToArray();
        return Square(rows) is { } counts ? new(1 + text.AsSpan(0, match.Index).Count('\n'), counts, null) : null;
    }

    /// <summary>Where matrices in brackets may stand.</summary>
    public static MatchCollection Brackets(string text) => Matrix().Matches(text);

    /// <summary>A matrix in lines, which begins at one; <see langword="null"/> if none does.</summary>
    public static FoundMatrix? At(PastedLine[] lines, ref int at)
    {
        var weka = lines[at].Text.Contains("classified as", StringComparison.OrdinalIgnoreCase);
        var predictions = lines[at].Text.StartsWith("Prediction", StringComparison.Ordinal);
        List<(string Name, long[] Numbers)> rows = [];
        var i = at + (weka || predictions ? 1 : 0);
        for (; i < lines.Length && rows.Count < Most; i++)
        {
            if (lines[i].Text.Length == 0 && rows.Count == 0 && (weka || predictions)) continue;
            if (Line(lines[i].Text) is not { } row || (rows.Count > 0 && row.Numbers.Length != rows[0].Numbers.Length)) break;
            rows.Add(row);
        }
        if (rows.Count < 2 || Square([.. rows.Select(row => row.Numbers)]) is not { } counts) return null;
        var first = lines[at].Number;
        at = i;
        return new(first, counts, rows.All(row => row.Name.Length > 0) ? [.. rows.Select(row => row.Name)] : null, predictions);
    }

    private static (string Name, long[] Numbers)? Line(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        var name = "";
        if (bar > 0 && text.IndexOf('=', bar) is > 0 and var equals) (text, name) = (text[..bar], text[(equals + 1)..].Trim());
        var words = text.Split([' ', ',', ';', '|', '[', ']', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = words.Reverse().TakeWhile(word => word.All(char.IsAsciiDigit)).Count();
        if (numbers < 2) return null;
        if (name.Length == 0) name = string.Join(' ', words[..^numbers]);
        return (name,
            [.. words[^numbers..]
                .Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue)]);
    }

    private static long[] Numbers(string text) =>
        [.. text.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => long.TryParse(word.TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : -1)];

    private static long[,]? Square(long[][] rows)
    {
        if (rows.Length < 2) return null;
        // Where names are numbers too, they stand before the row.
        if (rows.All(row => row.Length == rows.Length + 1)) rows = [.. rows.Select(row => row[1..])];
        if (rows.Any(row => row.Length != rows.Length || row.Any(number => number is < 0 or > int.MaxValue))) return null;
        var counts = new long[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) counts[i, j] = rows[i][j];
        return counts;
    }

    [GeneratedRegex(@"\[\s*\[[\d\s,.\[\]]+\]\s*,?\s*\]")]
    private static partial Regex Matrix();

    [GeneratedRegex(@"\[([\d\s,.]+)\]")]
    private static partial Regex Row();
}

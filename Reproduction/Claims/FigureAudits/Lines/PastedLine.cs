using System.Text;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>A line of what somebody pasted, without what terminals, editors and Markdown put round it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Its text, trimmed.</param>
internal readonly partial record struct PastedLine(int Number, string Text)
{
    /// <summary>What stands between tabs, where any are.</summary>
    public IReadOnlyList<string> Tabbed { get; private init; } = [];

    /// <summary>Whether nothing but a rule or a fence stands there.</summary>
    public bool IsDecoration => Decoration().IsMatch(Text);

    /// <summary>Whether nothing but the types of columns stands there, as a tibble of R has them below its titles.</summary>
    public bool IsTypes => Types().IsMatch(Text);

    public static PastedLine[] Of(string text)
    {
        var lines = Unquoted(Lines(text));
        var commented = lines.Count(line => line.Text.StartsWith('#'));
        // A table that stands in comments: the marks are no part of it.
        return commented * 2 > lines.Count(line => line.Text.Length > 0)
            || lines.Any(line => line.Text.StartsWith('#') && Commented().IsMatch(line.Text))
            ? [.. lines.Select(line => line with
            {
                Text = line.Text.TrimStart('#').Trim(),
                Tabbed = [.. line.Tabbed.Select((cell, i) => i == 0 ? cell.TrimStart('#').Trim() : cell)]
            })]
            : lines;
    }

    /// <summary>
    /// Lines without a mail's marks, where all have them or neighbours of which one is of a table's head or a matrix: a class may be called
    /// <c>&gt; 50</c>.
    /// </summary>
    private static PastedLine[] Unquoted(PastedLine[] lines)
    {
        if (lines.All(line => line.Text.Length == 0 || IsQuoted(line))) return [.. lines.Select(Unquoted)];
        for (var first = 0; first < lines.Length; first++)
        {
            var behind = first;
            while (behind < lines.Length && IsQuoted(lines[behind])) behind++;
            if (behind - first > 1 && lines[first..behind].Any(line => QuotedTable().IsMatch(line.Text)))
                for (var i = first; i < behind; i++) lines[i] = Unquoted(lines[i]);
            first = Math.Max(first, behind - 1);
        }
        return lines;
    }

    private static bool IsQuoted(PastedLine line) => line.Text.StartsWith('>');

    private static PastedLine Unquoted(PastedLine line) => line with
    {
        Text = Quotes().Replace(line.Text, "").Trim(),
        Tabbed = [.. line.Tabbed.Select((cell, i) => i == 0 ? Quotes().Replace(cell, "").Trim() : cell)]
    };

    private static PastedLine[] Lines(string text) =>
        [.. text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n')
            .SelectMany((line, i) => LatexRows(line).Select(row => new PastedLine(i + 1, Plain(Thousands().Replace(row, Joined)))
            {
                Tabbed = row.Contains('\t', StringComparison.Ordinal) ? [.. row.Split('\t').Select(Plain)] : []
            }))];

    /// <summary>The rows of LaTeX that stand in one line, each with its end; but for those of a matrix, which is one.</summary>
    private static IEnumerable<string> LatexRows(string line)
    {
        const string end = @"\\";
        if (!line.Contains('&', StringComparison.Ordinal) || !line.Contains(end, StringComparison.Ordinal)
            || line.Contains(@"\begin{", StringComparison.Ordinal)) return [line];
        List<string> rows = [];
        var (start, depth) = (0, 0);
        for (var i = 0; i < line.Length - 1; i++)
        {
            depth += line[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth != 0 || !line.AsSpan(i).StartsWith(end)) continue;
            i += end.Length - 1;
            // What is no row of its own, such as a rule, belongs to the one before it.
            if (!line.AsSpan(i + 1).Contains('&')) break;
            rows.Add(line[start..(i + 1)]);
            start = i + 1;
        }
        rows.Add(line[start..]);
        return rows;
    }

    /// <summary>A number whose thousands stand apart, though one cannot see it from two numbers.</summary>
    private static string Joined(Match number) => string.Concat(number.Value.Where(char.IsAsciiDigit));

    private static string Plain(string line)
    {
        var plain = new StringBuilder();
        foreach (var character in Escapes().Replace(line, ""))
            if (char.IsWhiteSpace(character)) plain.Append(' ');
            else if (IsBar(character)) plain.Append('|');
            else if (!char.IsControl(character) && !IsInvisible(character)) plain.Append(IsHyphen(character) ? '-' : character);
        // The Lancet's point stands in the middle.
        return Slashes().Replace(MiddlePoint().Replace(plain.ToString(), "."), "").Trim();
    }

    /// <summary>A bar between cells: those that boxes are drawn with, and that of Chinese and Japanese type.</summary>
    private static bool IsBar(char character) =>
        character is '│' or '┃' or '║' or '┆' or '┇' or '┊' or '┋' or '╎' or '╏' or '｜';

    /// <summary>A minus, a hyphen that is always one or at which no line breaks, and those of Chinese and Japanese type.</summary>
    private static bool IsHyphen(char character) => character is '\u2212' or '\u2010' or '\u2011' or '\uFE63' or '\uFF0D';

    /// <summary>Marks of direction and joiners, which are not seen but would part two names that look alike.</summary>
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format;

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]|\x1B\][^\x07]*\x07")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"(?<![0-9.,\u00A0\u2009\u202F])[1-9][0-9]{0,2}([\u00A0\u2009\u202F][0-9]{3})+(?![0-9.,%])")]
    private static partial Regex Thousands();

    /// <summary>What only a table in comments has, as R's notebooks write every line of output.</summary>
    [GeneratedRegex("recall|^#+ Confusion Matrix and Statistics", RegexOptions.IgnoreCase)]
    private static partial Regex Commented();

    [GeneratedRegex(@"^>.*(?:recall|precision|sensitivity|confusion matrix|\[\[|\|\s*:?-{3})", RegexOptions.IgnoreCase)]
    private static partial Regex QuotedTable();

    [GeneratedRegex(@"^(?:>\s*)+$|^(?:>\s+)+")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"^\s*//\s?")]
    private static partial Regex Slashes();

    [GeneratedRegex("(?<=[0-9])·(?=[0-9])")]
    private static partial Regex MiddlePoint();

    [GeneratedRegex("^(?:<(?:chr|fct|ord|lgl|num|int|dbl)> *)+$")]
    private static partial Regex Types();

    [GeneratedRegex(@"^(`{3,}\w*|[-=_*~+|\s:\u2500-\u257F]*|\\(top|mid|bottom|h)(rule|line)|\\\\|\\cline\{.*\}|\\hline|<BLANKLINE>)$")]
    private static partial Regex Decoration();
}

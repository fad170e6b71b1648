using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>How a line is parted into cells, by whatever mark stands between them; <see langword="null"/> where too few do.</summary>
internal static partial class Cells
{
    private const int Widest = 100;

    /// <summary>The marks that part cells, but for LaTeX's.</summary>
    public static readonly Func<PastedLine, string[]?>[] ByMarks = [Tabs, Bars, Commas, Semicolons];

    /// <summary>All marks that part cells.</summary>
    public static readonly Func<PastedLine, string[]?>[] ByAnyMark = [Tabs, Bars, Ampersands, Commas, Semicolons];

    public static string[]? Tabs(PastedLine line) => line.Tabbed.Count < 3 ? null : [.. line.Tabbed];

    public static string[]? Bars(PastedLine line)
    {
        var bars = line.Text;
        if (bars.Count(c => c == '|') < 2) return null;
        if (bars.StartsWith('|')) bars = bars[1..];
        if (bars.EndsWith('|')) bars = bars[..^1];
        return [.. Bar().Split(bars).Select(cell => cell.Trim())];
    }

    /// <summary>LaTeX: a cell over several columns stands in the first of them.</summary>
    public static string[]? Ampersands(PastedLine line) => Ampersands(line, 3);

    /// <summary>The same, of so many cells at least.</summary>
    public static string[]? Ampersands(PastedLine line, int least)
    {
        if (line.Text.Count(c => c == '&') < least - 1 && !line.Text.Contains("\\multicolumn", StringComparison.Ordinal)) return null;
        List<string> cells = [];
        // A line that ends within a cell: \makecell{F1\\score}.
        var text = InBraces().Replace(line.Text, cell => cell.Value.Replace(@"\\", " ", StringComparison.Ordinal));
        foreach (var cell in Ampersand().Split(RowEnd().Replace(text, "")).Select(cell => Rule().Replace(cell, "").Trim()))
        {
            cells.Add(cell);
            if (Across().Match(cell) is { Success: true } across)
                cells.AddRange(Enumerable.Repeat("", Spanned(across.Groups[1].Value) - 1));
        }
        return cells.Count >= least ? [.. cells] : null;
    }

    /// <summary>
    /// The same of a line of numbers or their header, whose ampersands may be of a name, such as <c>Land &amp; water 3 1</c>: LaTeX begins
    /// with one, ends its row, or has no blank in its last cell.
    /// </summary>
    public static string[]? Latex(PastedLine line) => Ampersands(line, 2) is { } cells
        && (line.Text.StartsWith('&') || line.Text.Contains("\\\\", StringComparison.Ordinal)
            || !cells[^1].Contains(' ', StringComparison.Ordinal))
        ? cells
        : null;

    /// <summary>Over how many columns or rows a cell stands.</summary>
    public static int Spanned(string digits) =>
        int.TryParse(digits, CultureInfo.InvariantCulture, out var cells) ? Math.Clamp(cells, 1, Widest) : 1;

    /// <summary>Whether a head or foot ends there that LaTeX's <c>longtable</c> prints on every page, and which is no row.</summary>
    public static bool EndsHead(string line) => EndOfHead().IsMatch(line);

    /// <summary>Whether nothing but rules of LaTeX stands there, or what it does not print.</summary>
    public static bool IsBlank(string line) => line.StartsWith('%') || Rule().Replace(line, "").Trim() is "" or "\\\\";

    public static string[]? Commas(PastedLine line) => Separated(line.Text, ',');

    public static string[]? Semicolons(PastedLine line) => Separated(line.Text, ';');

    public static string[]? Gaps(PastedLine line) => Gap().Split(line.Text);

    public static string[]? Words(PastedLine line) => line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[]? Separated(string line, char separator)
    {
        if (line.Count(c => c == separator) < 2 || line.Contains('{', StringComparison.Ordinal)) return null;
        List<string> cells = [];
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"') quoted = !quoted;
            else if (character == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }
        cells.Add(cell.ToString().Trim());
        return [.. cells];
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?<!\\)&")]
    private static partial Regex Ampersand();

    [GeneratedRegex(@"\{[^{}]*\\\\[^{}]*\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"^\\multicolumn\s*\{(\d+)\}")]
    private static partial Regex Across();

    [GeneratedRegex(@"(\\\\|\\tabularnewline).*$")]
    private static partial Regex RowEnd();

    [GeneratedRegex(@"\\(?:hline|hhline|cline|toprule|c?midrule|bottomrule|specialrule|addlinespace|arrayrulecolor|rowcolor|endhead"
        + @"|endfirsthead|endfoot|endlastfoot|(?:no)?pagebreak|newpage|clearpage)(?![a-zA-Z])"
        + @"(?:\[[^\]]*\]|\([^)]*\)|\{[^{}]*\})*")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\\end(?:first)?head(?![a-zA-Z])|\\end(?:last)?foot(?![a-zA-Z])")]
    private static partial Regex EndOfHead();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Gap();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// What stands above the columns of lines of whole numbers: the names of the lines, as above a confusion matrix, or of something else, as
/// above the images of each class in several sets.
/// </summary>
internal static partial class MatrixTitles
{
    /// <summary>The mark between columns, which rows have too, and how it divides a line; without a mark, spaces.</summary>
    private static readonly (char? Mark, Func<PastedLine, IReadOnlyList<string>?> Split)[] Splits =
    [
        (null, Cells.Tabs), ('|', Cells.Bars), ('&', Cells.Latex), (',', Cells.Commas), (';', Cells.Semicolons), (null, Cells.Gaps),
        (null, line => line.Text.Split(' ') is { Length: > 2 } words && ModelNames.IsOfClasses(words[0]) ? words : null),
    ];

    /// <summary>Whether each column has a title, and none of these is the name of a row, or says what images were taken for.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="first">The first row's index.</param>
    /// <param name="rows">The rows, as many as their numbers.</param>
    public static bool AreOfOthers(PastedLine[] lines, int first, MatrixLine[] rows)
    {
        // Without names nothing is held against the titles.
        if (rows.Any(row => row.Name.Length == 0) || Above(lines, first, rows.Length) is not (>= 0 and var header)) return false;
        if (SaysMatrix().IsMatch(lines[header].Text)) return false;
        string[] names = [.. rows.Select(row => Plain(row.Name))];
        bool NamesRow(string title) => names.Any(name => IsShort(title, name) || IsShort(name, title));
        var read = Titles(lines[header], lines[first].Text, rows.Length);
        if (SaysSets(lines[header].Text) || SaysSets(Caption(lines, header))) return read is null || !read.Select(Plain).All(NamesRow);
        if (read is not { } titles) return false;
        if (Numbers(titles, rows) is { } numbers) return !CountUp(numbers);
        return titles.All(title => title.Length > 0 && !CellText.IsNumberLike(title))
            && !(rows.Length == 2 && (titles.Any(title => Outcome().IsMatch(title)) || rows.All(row => OfTest().IsMatch(row.Name))))
            && !titles.All(title => Numbered().IsMatch(title))
            && !titles.Select(Plain).Any(title => title.Length == 0 || NamesRow(title));
    }

    /// <summary>
    /// Whether columns have the numbers 0, 1, 2 … or 1, 2, 3 … where rows have names, and nothing says that it is a confusion matrix: they
    /// may be classes, and folds or sites as well.
    /// </summary>
    /// <param name="lines">All lines.</param>
    /// <param name="first">The first row's index.</param>
    /// <param name="rows">The rows, as many as their numbers.</param>
    public static bool MayBeOfOthers(PastedLine[] lines, int first, MatrixLine[] rows) =>
        rows.All(row => row.Name.Length > 0) && Above(lines, first, rows.Length) is >= 0 and var header
        && !SaysMatrix().IsMatch(lines[header].Text) && !SaysMatrix().IsMatch(Caption(lines, header))
        && Titles(lines[header], lines[first].Text, rows.Length) is { } titles && Numbers(titles, rows) is not null
        // 1: cat below 1.
        && !rows.Index().All(row => row.Item.Name.StartsWith(titles[row.Index], StringComparison.Ordinal));

    /// <summary>
    /// The index of the line above all rows with as many numbers, as those next above the first may be of the same table; −1 if there is
    /// none. Years, and numbers that count up, are titles.
    /// </summary>
    private static int Above(PastedLine[] lines, int first, int width)
    {
        for (var i = first - 1; i >= 0; i--)
        {
            if (IsBlank(lines[i])) continue;
            if (MatrixLine.Of(lines[i]) is not { Name.Length: > 0 } row || row.Numbers.Length != width) return i;
            if (row.Numbers.All(number => number is >= 1900 and <= 2100) || AreInARow(row.Numbers)) return i;
        }
        return -1;
    }

    /// <summary>The line above a header.</summary>
    private static string Caption(PastedLine[] lines, int header) =>
        lines.Take(header).LastOrDefault(line => !IsBlank(line)).Text ?? "";

    private static bool IsBlank(PastedLine line) => line.Text.Length == 0 || line.IsDecoration || Cells.IsBlank(line.Text);

    private static bool SaysSets(string text) => OfSets().IsMatch(text) && !SaysMatrix().IsMatch(text);

    /// <summary>The numbers that are titles where rows have names; else <see langword="null"/>.</summary>
    private static long[]? Numbers(string[] titles, MatrixLine[] rows) =>
        titles.All(title => title.Length is > 0 and < 10 && title.All(char.IsAsciiDigit))
        && !rows.Any(row => Numbered().IsMatch(row.Name) || CellText.IsNumberLike(row.Name))
            ? [.. titles.Select(title => long.Parse(title, NumberStyles.None, CultureInfo.InvariantCulture))]
            : null;

    private static bool CountUp(long[] numbers) =>
        numbers[0] is 0 or 1 && AreInARow(numbers);

    private static bool AreInARow(long[] numbers) => numbers.Select((number, c) => number - c).Distinct().Count() == 1;

    /// <summary>A title for each column, without those of names and of sums; <see langword="null"/> where there are others.</summary>
    private static string[]? Titles(PastedLine header, string row, int columns)
    {
        // A caption, or a line of a log.
        if (header.Text.AsSpan().ContainsAny(':', '=')) return null;
        foreach (var (mark, split) in Splits)
        {
            if ((mark is { } own && !row.Contains(own, StringComparison.Ordinal)) || split(header) is not { Count: > 1 } cells) continue;
            string[] titles = [.. cells.Select(CellText.Plain)];
            if (titles.Length > columns && Sums().IsMatch(titles[^1])) titles = titles[..^1];
            return titles.Length == columns ? titles : titles.Length == columns + 1 ? titles[1..] : null;
        }
        return null;
    }

    private static bool IsShort(string part, string whole) => part.Length > 0 && (whole.StartsWith(part, StringComparison.Ordinal)
        || whole.Split(' ').Contains(part));

    private static string Plain(string name) => Column.Plain(Dimension().Replace(CellText.Plain(name), " "));

    /// <summary>What a caption says of columns that are no classes.</summary>
    [GeneratedRegex(@"\b(?:per|by|(?:in|of|for|at) each) (?:year|season|quarter|month|week|day|fold|split|subset|partition|site|cent(?:er|re)|hospital"
        + @"|clinic|scanner|device|camera|station|region|country|location|session|source)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfSets();

    [GeneratedRegex("confusion|matrix|classified|predict|pred\\b|actual|reference|truth|observed|\\btrue", RegexOptions.IgnoreCase)]
    private static partial Regex SaysMatrix();

    /// <summary>What one of two classes is called in columns where its row has a name of its own.</summary>
    [GeneratedRegex(@"^(?:.*\b(?:pos|positive|neg|negative|abnormal|normal|present|absent)\b.*|yes|no|true|false|[PN]|.*[-+])$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Outcome();

    /// <summary>Rows that say what a test took images for, or what they are.</summary>
    [GeneratedRegex(@"^\W*(?:test|screen|predict|pred\b|classified|actual|true|reference)", RegexOptions.IgnoreCase)]
    private static partial Regex OfTest();

    [GeneratedRegex(
        @"\b(?:actual|true|truth|reference|observed|predicted|prediction|pred|class|label)\b[\s.:_-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Dimension();

    /// <summary>What images were taken for, by number.</summary>
    [GeneratedRegex(@"^(?:c|class|category|label|pred|p)?[\s._-]*[0-9]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();

    [GeneratedRegex("^(?:.* )?(?:all|totals?|sums?|n|support)$", RegexOptions.IgnoreCase)]
    private static partial Regex Sums();
}

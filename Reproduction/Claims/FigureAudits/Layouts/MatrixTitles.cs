using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

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
        if (rows.Any(row => row.Name.Length == 0) || Above(lines, first, rows.Length) is not { } header) return false;
        if (SaysMatrix().IsMatch(header.Text) || Titles(header, lines[first].Text, rows.Length) is not { } titles) return false;
        string[] names = [.. rows.Select(row => Plain(row.Name))];
        return titles.All(title => title.Length > 0 && !CellText.IsNumberLike(title))
            && !(rows.Length == 2 && (titles.Any(title => Outcome().IsMatch(title)) || rows.All(row => OfTest().IsMatch(row.Name))))
            && !titles.All(title => Numbered().IsMatch(title))
            && !titles.Select(Plain).Any(title => title.Length == 0 || names.Any(name => IsShort(title, name) || IsShort(name, title)));
    }

    /// <summary>The line above all rows with as many numbers: those next above the first may be of the same table.</summary>
    private static PastedLine? Above(PastedLine[] lines, int first, int width)
    {
        for (var i = first - 1; i >= 0; i--)
        {
            if (lines[i].Text.Length == 0 || lines[i].IsDecoration || Cells.IsBlank(lines[i].Text)) continue;
            if (MatrixLine.Of(lines[i]) is { Name.Length: > 0 } row && row.Numbers.Length == width) continue;
            return lines[i];
        }
        return null;
    }

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

    [GeneratedRegex("confusion|matrix|classified|predict|pred\\b|actual|reference|truth|observed|\\btrue", RegexOptions.IgnoreCase)]
    private static partial Regex SaysMatrix();

    /// <summary>What one of two classes is called in columns where its row has a name of its own.</summary>
    [GeneratedRegex(@"^(?:.*\b(?:pos|positive|neg|negative|abnormal|normal|present|absent)\b.*|yes|no|true|false|[PN]|.*[-+])$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Outcome();

    /// <summary>Rows that say what a test took images for, or what they are.</summary>
    [GeneratedRegex(@"^\W*(?:test|screen|predict|pred\b|classified|actual|true|reference)", RegexOptions.IgnoreCase)]
    private static partial Regex OfTest();

    [GeneratedRegex(@"\b(?:actual|true|truth|reference|observed|predicted|prediction|pred|class|label)\b[\s.:_-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Dimension();

    /// <summary>What images were taken for, by number.</summary>
    [GeneratedRegex(@"^(?:c|class|category|label|pred|p)?[\s._-]*[0-9]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();

    [GeneratedRegex("^(?:.* )?(?:all|totals?|sums?|n|support)$", RegexOptions.IgnoreCase)]
    private static partial Regex Sums();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>A line of a confusion matrix.</summary>
/// <param name="Name">What stands before its numbers.</param>
/// <param name="Numbers">Counts; the first may be a name, the last a sum.</param>
internal readonly partial record struct MatrixLine(string Name, long[] Numbers)
{
    /// <summary>Reads a line; <see langword="null"/> of one that does not end in two whole numbers.</summary>
    public static MatrixLine? Of(PastedLine line)
    {
        var text = Shares().Replace(
            Cells.Latex(line) is { } cells ? string.Join(' ', cells.Select(Marks.Without)).Trim() : line.Text, " ");
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        var name = "";
        if (bar > 0 && text.IndexOf('=', bar) is > 0 and var equals) (text, name) = (text[..bar], text[(equals + 1)..].Trim());
        string[] words =
            [.. text.Split([' ', ';', '|', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(',', '*', '`'))];
        // 1,200 is one number where blanks part the numbers, and two where commas do.
        if (words.Count(IsCount) < 2) words = [.. words.SelectMany(word => word.Split(','))];
        words = [.. words.Where(word => word.Length > 0)];
        var numbers = words.Reverse().TakeWhile(IsCount).Count();
        if (numbers < 2) return null;
        long[] counts = [.. words[^numbers..].Select(PrintedCount.Of).OfType<long>()];
        if (name.Length == 0) name = string.Join(' ', words[..^numbers]);
        return counts.Length == numbers ? new(name, counts) : null;
    }

    /// <summary>Whether the last number is the sum of the others.</summary>
    public bool EndsInSum => Numbers[^1] == Numbers[..^1].Sum();

    /// <summary>Whether it is a line of sums by its name.</summary>
    public bool IsOfSums => Sums().IsMatch(Name) || AverageName.IsTotal(Name);

    /// <summary>Whether its name says that it counts hits or misses of each class, or is of all classes but one.</summary>
    public bool IsOfNoClass => Name == "~" || HitsAndMisses().IsMatch(Name) || PycmTitles.IsOfCounts(Name);

    /// <summary>The line whose first number belongs to its name.</summary>
    public MatrixLine Named => new(string.Join(' ', new[] { Name, $"{Numbers[0]}" }.Where(part => part.Length > 0)), Numbers[1..]);

    /// <summary>The line without its last number.</summary>
    public MatrixLine WithoutSum => new(Name, Numbers[..^1]);

    /// <summary>
    /// Lines of counts with their names, told apart from sums; <see langword="null"/> where they make no square, or may make two.
    /// </summary>
    /// <param name="lines">Lines, of which one may have a number more than another: its name.</param>
    /// <param name="hasHeader">Whether a header says that names stand before the counts.</param>
    public static MatrixLine[]? Square(IReadOnlyList<MatrixLine> lines, bool hasHeader)
    {
        if (lines.Count < 2) return null;
        var width = lines.Min(line => line.Numbers.Length);
        // Beside a name such as -1 or All, the number 1 before the counts is one too.
        if (lines.Any(line => line.Numbers.Length > width && (line.Numbers.Length > width + 1 || line.Name.Length > 0))) return null;
        MatrixLine[] rows = [.. lines.Select(line => line.Numbers.Length > width ? line.Named : line)];
        var (wider, sums) = (width == rows.Length + 1, rows.All(row => row.EndsInSum));
        if (rows.All(row => row.Name.Length == 0))
        {
            if (width == rows.Length + 2 && rows.All(row => row.Named.EndsInSum)) rows = [.. rows.Select(row => row.Named.WithoutSum)];
            else if (wider && sums && !hasHeader && AreNames(rows)) return null;
            else if (wider) rows = [.. rows.Select(row => sums && !hasHeader ? row.WithoutSum : row.Named)];
        }
        else if (width == rows.Length + 2 && !AreDistinct(rows) && rows.All(row => row.Named.EndsInSum))
            rows = [.. rows.Select(row => row.Named.WithoutSum)];
        else if (wider && sums) rows = [.. rows.Select(row => row.WithoutSum)];
        // Names that differ by their numbers alone: class 1, class 2.
        else if (wider && !AreDistinct(rows)) rows = [.. rows.Select(row => row.Named)];
        if (rows[^1].IsOfSums && rows.Length > 2 && IsSums(rows))
            rows = rows[0].Numbers.Length == rows.Length - 1 ? rows[..^1]
                : rows.All(row => row.EndsInSum) ? [.. rows[..^1].Select(row => row.WithoutSum)] : rows;
        return rows.Length > 1 && rows.All(row => row.Numbers.Length == rows.Length) && (rows.All(row => row.Name.Length == 0)
            || AreDistinct(rows)) ? rows : null;
    }

    private static bool AreDistinct(MatrixLine[] rows) => rows.DistinctBy(row => row.Name).Count() == rows.Length;

    /// <summary>Whether the first numbers count the rows, from 0 or 1.</summary>
    private static bool AreNames(MatrixLine[] rows) =>
        rows[0].Numbers[0] is 0 or 1 && rows.Select((row, i) => row.Numbers[0] - i).Distinct().Count() == 1;

    private static bool IsSums(MatrixLine[] rows) =>
        Enumerable.Range(0, rows[^1].Numbers.Length).All(c => rows[^1].Numbers[c] == rows[..^1].Sum(row => row.Numbers[c]));

    private static bool IsCount(string word) => Count().IsMatch(word);

    /// <summary>The share of a class's images or of all that stands in brackets behind a count.</summary>
    [GeneratedRegex(@"(?<=[0-9]\s?)\(\s*(?:[0-9]+(?:[.,][0-9]+)?\s*\\?%|[01]?\.[0-9]+)\s*\)")]
    private static partial Regex Shares();

    [GeneratedRegex(@"^(\d+|\d{1,3}(,\d{3})+)$")]
    private static partial Regex Count();

    [GeneratedRegex(@"^([TF][PN]s?|false[ _-](positives?|negatives?))$", RegexOptions.IgnoreCase)]
    private static partial Regex HitsAndMisses();

    [GeneratedRegex(@"^(.* )?(all|totals?|sums?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Sums();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>Confusion matrices: as NumPy or Python prints them, as lines of whole numbers, Weka's, R's and those of pandas.</summary>
internal static partial class MatrixText
{
    private const int Most = 1000;

    /// <summary>Without backtracking, which takes the square of their number where brackets are opened and never closed.</summary>
    private static readonly Regex Matrix = new(@"\[\s*\[[\d\s,.\[\]]+\]\s*,?\s*\]", RegexOptions.NonBacktracking);

    /// <summary>A matrix in brackets, which begins at a line; <see langword="null"/> if none does.</summary>
    public static FoundMatrix? InBrackets(int line, Match match)
    {
        var rows = Row().Matches(match.Value).Select(row => Numbers(row.Groups[1].Value)).ToArray();
        // Shares of a class's images, each 0 or 1, are no counts.
        if (rows.Length < 2 || (match.Value.Contains('.', StringComparison.Ordinal) && rows.All(row => row.Sum() == 1))) return null;
        if (rows.Any(row => row.Length != rows.Length || row.Any(number => number is < 0 or > int.MaxValue))) return null;
        return new FoundMatrix(line, Counts(rows), null).WithoutSums;
    }

    /// <summary>Whether it is one of each class against all others, as scikit-learn's <c>multilabel_confusion_matrix</c> gives.</summary>
    public static bool IsOfEachClass(Match match) => Several().IsMatch(match.Value);

    /// <summary>Where matrices in brackets may stand.</summary>
    public static MatchCollection Brackets(string text) => Matrix.Matches(text);

    /// <summary>A matrix in lines, which begins at one; <see langword="null"/> if none does.</summary>
    public static FoundMatrix? At(PastedLine[] lines, ref int at) => InLines(lines, at, at, ref at) ?? BelowHeader(lines, ref at);

    /// <summary>A matrix below a line that says what its rows or columns are.</summary>
    private static FoundMatrix? BelowHeader(PastedLine[] lines, ref int at)
    {
        var weka = lines[at].Text.Contains("classified as", StringComparison.OrdinalIgnoreCase);
        var own = Dimension(lines[at].Text);
        if (!weka && own == MatrixRows.Unsaid) return null;
        var first = Next(lines, at + 1);
        var rows = weka ? MatrixRows.Labels : MatrixRows.Unsaid;
        if (!weka && first < lines.Length && IsTitle(lines[first].Text, own))
        {
            // A cross table of pandas: the header's word is of the columns, the next of the rows.
            rows = Dimension(lines[first].Text);
            first = Next(lines, first + 1);
        }
        // A table of R: the word above is of the columns, the header's of the rows.
        else if (!weka && Above(lines, at) is >= 0 and var above && IsTitle(lines[above].Text, own)) rows = own;
        return InLines(lines, at, first, ref at, hasHeader: true) is { } matrix
            ? matrix with { Rows = rows == MatrixRows.Unsaid ? matrix.Rows : rows }
            : null;
    }

    private static int Next(PastedLine[] lines, int i)
    {
        while (i < lines.Length && (lines[i].Text.Length == 0 || lines[i].IsDecoration)) i++;
        return i;
    }

    private static int Above(PastedLine[] lines, int i)
    {
        do i--;
        while (i >= 0 && lines[i].Text.Length > 0 && lines[i].IsDecoration);
        return i;
    }

    /// <summary>Whether nothing stands there but what the other dimension is.</summary>
    private static bool IsTitle(string text, MatrixRows other)
    {
        var title = text.Trim('|', ' ');
        return Dimension(title) is not MatrixRows.Unsaid and var own && own != other && !title.Contains("  ", StringComparison.Ordinal)
            && title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 3 && !title.Any(char.IsDigit);
    }

    private static MatrixRows Dimension(string text) => Predictions().IsMatch(text) ? MatrixRows.Predictions
        : Labels().IsMatch(text) ? MatrixRows.Labels : MatrixRows.Unsaid;

    /// <summary>
    /// A matrix whose rows follow each other, or have rules between them, as a rule may also part two matrices, or below a header empty
    /// lines.
    /// </summary>
    private static FoundMatrix? InLines(PastedLine[] lines, int header, int first, ref int at, bool hasHeader = false) =>
        InLines(lines, header, first, ref at, hasHeader, _ => false)
            ?? InLines(lines, header, first, ref at, hasHeader,
                line => line.Text.Length > 0 && (line.IsDecoration || Cells.IsBlank(line.Text)))
            ?? (hasHeader ? InLines(lines, header, first, ref at, hasHeader, line => line.Text.Length == 0) : null);

    private static FoundMatrix? InLines(
        PastedLine[] lines, int header, int first, ref int at, bool hasHeader, Func<PastedLine, bool> isBetween)
    {
        List<MatrixLine> found = [];
        List<int> ends = [];
        for (var i = first; i < lines.Length && found.Count < Most; i++)
        {
            if (found.Count > 0 && isBetween(lines[i])) continue;
            if (MatrixLine.Of(lines[i]) is not { } line
                || (found.Count > 0 && Math.Abs(line.Numbers.Length - found[0].Numbers.Length) > 1)) break;
            found.Add(line);
            ends.Add(i + 1);
        }
        // Behind it may stand a line of something else.
        var alike = found.TakeWhile(line => line.Numbers.Length == found[0].Numbers.Length).ToList();
        var rows = MatrixLine.Square(found, hasHeader);
        if (rows is null && alike.Count < found.Count) rows = MatrixLine.Square(found = alike, hasHeader);
        if (rows is null || rows.Any(row => row.IsOfNoClass) || CountsHits(lines, first)) return null;
        if (!hasHeader && MatrixTitles.AreOfOthers(lines, first, rows)) return null;
        at = ends[found.Count - 1];
        var meaning = Meaning(rows);
        return new FoundMatrix(lines[header].Number, Counts([.. rows.Select(row => row.Numbers)]),
            rows.All(row => row.Name.Length > 0) ? [.. rows.Select(row => row.Name)] : null,
            meaning)
        {
            MayBeOfOthers = !hasHeader && meaning == MatrixRows.Unsaid && MatrixTitles.MayBeOfOthers(lines, first, rows),
        }.WithoutSums;
    }

    /// <summary>Whether the line above says that the columns are hits and misses, or the like, of each class.</summary>
    private static bool CountsHits(PastedLine[] lines, int first)
    {
        var above = lines.Take(first).LastOrDefault(line => line.Text.Length > 0 && !line.IsDecoration).Text ?? "";
        var words = above.Split([' ', '|', '\t', '&', ','], StringSplitOptions.RemoveEmptyEntries);
        var counted = words.Count(word => HitsOrMisses().IsMatch(word));
        return counted > 1 && words.Length - counted <= 1;
    }

    [GeneratedRegex("^(?:in)?correct$|^right$|^wrong$|^hits?$|^miss(?:es|ed)?$|^errors?$|^mistakes$|^[TF][PN]$", RegexOptions.IgnoreCase)]
    private static partial Regex HitsOrMisses();

    /// <summary>What rows are by their names, such as <c>Actual cat</c> and <c>Actual dog</c>.</summary>
    public static MatrixRows Meaning(MatrixLine[] rows) =>
        rows.Select(row => Dimension(row.Name)).Distinct().ToArray() is [var only] ? only : MatrixRows.Unsaid;

    private static long[] Numbers(string text) =>
        [.. text.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => long.TryParse(word.TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : -1)];

    private static long[,] Counts(long[][] rows) => FoundMatrix.Filled(rows.Length, (i, j) => rows[i][j]);

    [GeneratedRegex(@"^\[\s*\[\s*\[")]
    private static partial Regex Several();

    [GeneratedRegex(@"\[([\d\s,.]+)\]")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\|?\s*pred(ict|s?\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Predictions();

    [GeneratedRegex(@"^\|?\s*(reference|actual|(ground )?truth|true|observed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Labels();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// Confusion matrices of H2O: at the end of each row, and of one of sums, the share of errors and a rate such as 9 / 50, in R <c>=9/50</c>.
/// </summary>
internal static partial class H2oMatrix
{
    /// <summary>The matrix whose header stands on a line; <see langword="null"/> if none does.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="at">The header's index; moved behind the matrix.</param>
    public static MatrixFigures? At(PastedLine[] lines, ref int at)
    {
        if (Header().Match(Plain(lines[at])) is not { Success: true } header) return null;
        List<(int Line, MatrixLine Counts, Match Found)> found = [];
        var i = at + 1;
        for (; i < lines.Length; i++)
        {
            if (lines[i].IsDecoration && (found.Count == 0 || lines[i].Text.Length > 0)) continue;
            if (Row().Match(Plain(lines[i])) is not { Success: true } row
                || MatrixLine.Of(lines[i] with { Text = Noughts().Replace(row.Groups["counts"].Value, "") }) is not { } counts) break;
            found.Add((lines[i].Number, counts, row));
        }
        var classes = found.Count - 1;
        if (classes < 2) return null;
        // Names may be numbers.
        MatrixLine[] rows = [.. found.Select(row => row.Counts.Numbers.Length == classes + 1 ? row.Counts.Named : row.Counts)];
        string[] names = [.. rows.Take(classes).Select(row => row.Name)];
        if (rows.Any(row => row.Numbers.Length != classes) || names.Any(name => name.Length == 0) || names.Distinct().Count() < classes
            || (Gap().Split(header.Groups["names"].Value) is var titles && titles.Length == classes && !titles.SequenceEqual(names))
            || !Enumerable.Range(0, classes).All(c => rows[^1].Numbers[c] == rows.Take(classes).Sum(row => row.Numbers[c])))
            return null;
        List<(int Line, string Name, string Text)> figures = [];
        List<string> notJudged = [];
        for (var c = 0; c < classes; c++)
        {
            var (line, _, row) = found[c];
            if (row.Groups["error"].Value.Any(char.IsAsciiDigit)) figures.Add((line, $"fnr[\"{names[c]}\"]", row.Groups["error"].Value));
            var (wrong, all) = (Whole(row.Groups["wrong"]), Whole(row.Groups["all"]));
            if (all == rows[c].Numbers.Sum()) figures.Add((line, $"tp[\"{names[c]}\"]", $"{all - wrong}"));
            else notJudged.Add($"rate of {names[c]}");
        }
        if (found[^1].Found.Groups["error"].Value.Any(char.IsAsciiDigit))
            figures.Add((found[^1].Line, MatrixFigures.ErrorRate, found[^1].Found.Groups["error"].Value));
        var (errors, images) = (Whole(found[^1].Found.Groups["wrong"]), Whole(found[^1].Found.Groups["all"]));
        var sum = rows[^1].Numbers.Sum();
        if (images != sum || images <= 0 || errors < 0 || errors > images) notJudged.Add("rate of all");
        // A rate of as many errors as the matrix has says nothing more than it does.
        else if (errors != sum - Enumerable.Range(0, classes).Sum(c => rows[c].Numbers[c]))
            figures.Add((found[^1].Line, MatrixFigures.ErrorRate, Decimals(errors, images)));
        var first = lines[at].Number;
        at = i;
        return new(first, found[^1].Line, figures, notJudged)
        {
            Matrix = new(first, FoundMatrix.Filled(classes, (row, c) => rows[row].Numbers[c]), names, MatrixRows.Labels),
        };
    }

    private static string Plain(PastedLine line) => line.Text.Replace("|", "  ", StringComparison.Ordinal).Trim();

    private static long Whole(Group digits) => long.TryParse(
        Noughts().Replace(digits.Value, "").Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture,
        out var number) ? number : -1;

    /// <summary>A rate with so many decimals that no other number of errors has it.</summary>
    private static string Decimals(long errors, long images) =>
        ((decimal)errors / images).ToString($"F{images.ToString(CultureInfo.InvariantCulture).Length + 1}", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<names>.*\S)\s+Error\s+Rate$", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<counts>.*\S)\s+(?<error>[0-9]*\.?[0-9]+(?:e-?[0-9]+)?|nan)\s+\(?\s*=?\s*(?<wrong>[0-9,]+(?:\.0*)?)\s*/"
        + @"\s*(?<all>[0-9,]+(?:\.0*)?)\s*\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=[0-9])\.0*(?![0-9])")]
    private static partial Regex Noughts();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gap();
}

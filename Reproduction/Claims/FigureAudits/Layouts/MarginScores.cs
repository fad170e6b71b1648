using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>
/// Confusion matrices with a share at the end of each row and below each column: RapidMiner's <c>class precision</c> and
/// <c>class recall</c>, the user's and the producer's accuracy of maps, SPSS's <c>Percentage Correct</c>.
/// </summary>
internal static partial class MarginScores
{
    private static readonly char[] Separators = [' ', '|', '&', ';', '\\'];

    /// <summary>The matrix whose header stands on a line; <see langword="null"/> if none does.</summary>
    public static MatrixFigures? At(PastedLine[] lines, ref int at)
    {
        var header = Plain(lines[at]);
        if (AtEnd().Match(header) is not { Success: true } title) return null;
        var right = ScoreOf(title);
        List<MatrixLine> found = [];
        List<(int Line, string Text)> shares = [];
        var i = at + 1;
        for (; i < lines.Length; i++)
        {
            if (lines[i].IsDecoration && (found.Count == 0 || lines[i].Text.Length > 0)) continue;
            var (before, share) = Parted(Plain(lines[i]));
            if (MatrixLine.Of(lines[i] with { Text = before }) is not { } row || (share is null && !row.IsOfSums)) break;
            found.Add(row);
            if (!row.IsOfSums) shares.Add((lines[i].Number, share!));
        }
        if (MatrixLines.Square(found, hasHeader: true) is not { } rows || rows.Length != shares.Count) return null;
        var meaning = MatrixText.Meaning(rows);
        string[] names = [.. rows.Select(row => FoundMatrix.Bare(row.Name))];
        if (names.Contains("") || !AreColumns(names, header[..title.Index], meaning != MatrixRows.Unsaid)) return null;
        var figures = shares.Select((share, c) => (share.Line, Name: $"{right}[\"{names[c]}\"]", share.Text)).ToList();
        figures.AddRange(Below(lines, ref i, names));
        // 75.0 is no share.
        if (figures.Any(figure => CellText.Figure(figure.Text) is { } value && value.Value > 1))
            figures = [.. figures.Select(figure => figure with { Text = figure.Text.TrimEnd('%', ' ') + "%" })];
        List<string> notJudged = [];
        if (Overall(lines, at, i) is var (line, accuracy))
        {
            // Of folds the mean is not the matrix's, which is that of all folds together.
            var mean = accuracy.Groups["spread"].Success ? accuracy.Groups["pooled"] : accuracy.Groups["mean"];
            if (mean.Success) figures.Add((line, "accuracy", mean.Value));
            if (accuracy.Groups["spread"].Success) notJudged.Add("accuracy over folds");
        }
        var first = lines[at].Number;
        at = i;
        return new(first, lines[i - 1].Number, figures, notJudged)
        {
            Matrix = new(first, FoundMatrix.Filled(rows.Length, (row, column) => rows[row].Numbers[column]), names,
                meaning != MatrixRows.Unsaid ? meaning : right == "precision" ? MatrixRows.Predictions : MatrixRows.Labels),
        };
    }

    private static string Plain(PastedLine line) =>
        (Cells.Ampersands(line, 3) is { } cells ? string.Join(" & ", cells.Select(Marks.Without)) : line.Text).Trim(Separators);

    /// <summary>The line of the accuracy, next above a matrix or at once below it.</summary>
    private static (int Line, Match Accuracy)? Overall(PastedLine[] lines, int at, int end)
    {
        var above = at - 1;
        while (above >= 0 && lines[above].IsDecoration) above--;
        foreach (var near in new[] { above, end })
            if (near >= 0 && near < lines.Length && Accuracy().Match(lines[near].Text) is { Success: true } accuracy)
                return (lines[near].Number, accuracy);
        return null;
    }

    private static string ScoreOf(Match title) => title.Groups["precision"].Success ? "precision" : "recall";

    /// <summary>Whether a header has these names in this order; where rows say what they are it need not have them all.</summary>
    private static bool AreColumns(string[] names, string header, bool mayLack)
    {
        var (found, ordered, last) = (0, true, -1);
        foreach (var name in names)
        {
            if (header.IndexOf(name, last + 1, StringComparison.OrdinalIgnoreCase) is >= 0 and var next) (found, last) = (found + 1, next);
            else ordered &= !header.Contains(name, StringComparison.OrdinalIgnoreCase);
        }
        return ordered && (found == names.Length || mayLack);
    }

    /// <summary>A line without its last cell, and that cell if it is a share.</summary>
    private static (string Before, string? Share) Parted(string text) =>
        LastShare().Match(text) is { Success: true } parted ? (parted.Groups[1].Value, parted.Groups[2].Value) : (text, null);

    /// <summary>The shares of a line below the matrix, one a class and perhaps the accuracy behind them.</summary>
    private static IEnumerable<(int Line, string Name, string Text)> Below(PastedLine[] lines, ref int i, string[] names)
    {
        var below = i;
        while (below < lines.Length && lines[below].Text.Length > 0 && lines[below].IsDecoration) below++;
        if (below == lines.Length) return [];
        var text = Plain(lines[below]);
        var title = AtStart().Match(text);
        string[] shares =
            [.. text[title.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(CellText.IsNumberLike)];
        if (!title.Success || shares.Length - (title.Groups["accuracy"].Success ? 1 : names.Length) is not (0 or 1)) return [];
        i = below + 1;
        var line = lines[below].Number;
        return shares.Select((share, c) => (line, title.Groups["accuracy"].Success || c == names.Length ? "accuracy"
            : $"{ScoreOf(title)}[\"{names[c]}\"]", share));
    }

    private const string Scores = "(?:(?<precision>(?:class )?precision|user['’]?s?['’]? ?(?:accuracy|acc\\.?)|ua)"
        + "|(?<recall>(?:class )?recall|sensitivity|producer['’]?s?['’]? ?(?:accuracy|acc\\.?)|pa|percent(?:age)? correct|% ?correct))"
        + @"(?![a-z])\s*(?:\(\s*\\?%\s*\)|\[\\?%\]|\\?%)?";

    [GeneratedRegex("(?<![a-z])" + Scores + "$", RegexOptions.IgnoreCase)]
    private static partial Regex AtEnd();

    [GeneratedRegex("^(?:(?<accuracy>overall (?:percentage|accuracy))|" + Scores + ")", RegexOptions.IgnoreCase)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"^(.*[\s|&;,])([0-9]+[.,][0-9]+ ?%?|[0-9]+ ?%)$")]
    private static partial Regex LastShare();

    [GeneratedRegex(@"^(?:overall )?accuracy\s*[:=]\s*(?<mean>[0-9.]+ ?%?)(?<spread>\s*(?:\+/-|±).*?(?:\((?:micro average|mikro): (?<pooled>[0-9.]+ ?%?)\))?)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Accuracy();
}

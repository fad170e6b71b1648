using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// Confusion matrices with a share at the end of each row and below each column: RapidMiner's <c>class precision</c> and
/// <c>class recall</c>, the user's and the producer's accuracy of maps, SPSS's <c>Percentage Correct</c>.
/// </summary>
internal static partial class MarginScores
{
    private static readonly char[] Separators = [' ', '|', '&', ';', '\\'];

    /// <summary>The matrix whose header stands on a line; <see langword="null"/> if none does.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="at">The header's index; moved behind the matrix.</param>
    /// <param name="taken">The number of the last line that is of another matrix.</param>
    public static MatrixFigures? At(PastedLine[] lines, ref int at, int taken)
    {
        var header = Plain(lines[at]);
        List<string> scores = [];
        while (AtEnd().Match(header) is { Success: true } title)
        {
            scores.Insert(0, ScoreOf(title));
            header = header[..title.Index].Trim(Separators);
        }
        if (scores.Count == 0) return null;
        List<MatrixLine> found = [];
        List<(int Line, string[] Texts)> shares = [];
        var i = at + 1;
        for (; i < lines.Length; i++)
        {
            if (lines[i].IsDecoration && (found.Count == 0 || lines[i].Text.Length > 0)) continue;
            var text = Plain(lines[i]);
            // A class may be called as a score is.
            if (found.Count > 1 && AtStart().Match(text) is { Success: true } margin
                && !(margin.Groups["f1"].Success && header.Contains(margin.Value.Trim(), StringComparison.OrdinalIgnoreCase))) break;
            if (MatrixLine.Of(lines[i] with { Text = text }) is { IsOfSums: true } sums)
            {
                found.Add(sums);
                continue;
            }
            if (Parted(text, scores.Count) is not var (before, own) || MatrixLine.Of(lines[i] with { Text = before }) is not { } row) break;
            found.Add(row);
            if (!row.IsOfSums) shares.Add((lines[i].Number, own));
        }
        if (MatrixLine.Square(found, hasHeader: true) is not { } rows || rows.Length != shares.Count) return null;
        var meaning = MatrixText.Meaning(rows);
        string[] names = [.. rows.Select(row => FoundMatrix.Bare(row.Name))];
        if (names.Contains("") || ColumnsOf(names, header, meaning != MatrixRows.Unsaid) is not { } columns) return null;
        List<(int Line, string Name, string Text)> figures = [];
        for (var s = 0; s < scores.Count; s++)
            if (InUnits([.. shares.Select((row, c) => (row.Line, $"{scores[s]}[\"{names[c]}\"]", row.Texts[s]))]) is { } column)
                figures.AddRange(column);
            else return null;
        List<string> notJudged = [];
        figures.AddRange(Below(lines, ref i, [.. columns.Select(c => names[c])], notJudged));
        figures.AddRange(Overall(lines, at, ref i, taken, notJudged).Where(figure => figures.All(other => other.Name != figure.Name)));
        var first = lines[at].Number;
        var counts = FoundMatrix.Filled(names.Length, (row, c) => rows[row].Numbers[Array.IndexOf(columns, c)]);
        at = i;
        return new(first, lines[i - 1].Number, figures, notJudged)
        {
            Matrix = new(first, counts, names,
                meaning != MatrixRows.Unsaid || scores.Count > 1 || scores[0] == "f1" ? meaning
                : scores[0] == "precision" ? MatrixRows.Predictions : MatrixRows.Labels),
        };
    }

    private static string ScoreOf(Match title) => title.Groups["precision"].Success ? "precision"
        : title.Groups["f1"].Success ? "f1" : "recall";

    private static string Plain(PastedLine line) =>
        (Cells.Latex(line) is { } cells ? string.Join(" & ", cells.Select(Marks.Without)) : line.Text)
            .Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim(Separators);

    /// <summary>
    /// Which class each column is of, by the names in the header; where rows say that they are labels or predictions the header need not
    /// name any.
    /// </summary>
    private static int[]? ColumnsOf(string[] names, string header, bool mayLack)
    {
        Regex[] words = [
            .. names.Select(
                name => new Regex($@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase))];
        var (inOrder, from) = (true, 0);
        foreach (var word in words)
        {
            var next = word.Match(header, from);
            inOrder &= next.Success;
            from = next.Success ? next.Index + next.Length : from;
        }
        int[] own = [.. Enumerable.Range(0, names.Length)];
        if (inOrder) return own;
        int[] places = [.. words.Select(word => word.Matches(header) is [var only] ? only.Index : -1)];
        if (mayLack && words.All(word => !word.IsMatch(header))) return own;
        return places.Contains(-1) || places.Distinct().Count() < places.Length ? null : [.. own.OrderBy(c => places[c])];
    }

    /// <summary>A line without its last numbers, and those or what stands for them.</summary>
    private static (string Before, string[] Shares)? Parted(string text, int count)
    {
        var shares = new string[count];
        for (var s = count - 1; s >= 0; s--)
        {
            var last = LastCell().Match(text) is { Success: true } parted ? parted : LastOfCommas().Match(text);
            if (!last.Success) return null;
            (text, shares[s]) = (last.Groups[1].Value.Trim(Separators).TrimEnd(','), last.Groups[2].Value);
        }
        return (text, shares);
    }

    /// <summary>
    /// The shares of one margin as claims have them, without those that are undefined: 75.0 is a share in per cent, and so are those beside
    /// it. <see langword="null"/> where one is no share.
    /// </summary>
    private static List<(int Line, string Name, string Text)>? InUnits(IReadOnlyList<(int Line, string Name, string Text)> margin)
    {
        List<(int Line, string Name, string Text)> shares =
            [.. margin.Where(figure => figure.Text.Any(char.IsAsciiDigit) && !figure.Text.Contains('#', StringComparison.Ordinal))
                .Select(figure => figure with { Text = figure.Text.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal) })];
        if (shares.Any(share => CellText.Figure(share.Text) is not { } value || value.Value > 100)) return null;
        return shares.Any(share => CellText.Figure(share.Text)!.Value > 1)
            ? [.. shares.Select(share => share with { Text = share.Text.TrimEnd('%') + "%" })]
            : shares;
    }

    /// <summary>The shares of the lines next below the matrix, in any order.</summary>
    private static List<(int Line, string Name, string Text)> Below(
        PastedLine[] lines, ref int i, string[] columns, List<string> notJudged)
    {
        List<(int Line, string Name, string Text)> figures = [];
        for (var isFirst = true; ; isFirst = false)
        {
            var below = i;
            while (below < lines.Length && lines[below].Text.Length > 0 && lines[below].IsDecoration) below++;
            if (below == lines.Length) return figures;
            // Below the first may stand the header of another table.
            if (AtStart().Match(Plain(lines[below])) is { Success: true } title
                && (isFirst || CellsBehind(lines[below], title).Any(cell => IsShare().IsMatch(cell))))
                figures.AddRange(Margin(lines[below], title, columns, notJudged));
            else if (OtherMargin(Plain(lines[below]), columns.Length) is { } other) notJudged.Add(other);
            else return figures;
            i = below + 1;
        }
    }

    /// <summary>The title of a line with a share in each column, of some other score.</summary>
    private static string? OtherMargin(string text, int columns) => Parted(text, columns) is var (title, shares)
        && title.Any(char.IsLetter) && !title.Any(char.IsAsciiDigit)
        && shares.Any(share => share.Any(char.IsAsciiDigit) && share.AsSpan().ContainsAny('.', ',', '%'))
        ? title
        : null;

    /// <summary>The shares of a line below the matrix, one a column, and perhaps the accuracy behind them.</summary>
    private static List<(int Line, string Name, string Text)> Margin(
        PastedLine row, Match title, string[] columns, List<string> notJudged)
    {
        var (line, cells) = (row.Number, CellsBehind(row, title));
        var shares = title.Groups["accuracy"].Success ? 0 : columns.Length;
        string[] behind = [.. cells.Skip(shares).Where(cell => cell.Length > 0 && !cell.Equals("OA", StringComparison.OrdinalIgnoreCase))];
        // Beside the accuracy SPSS has how often each class was answered.
        if (shares == 0 && behind.Length == columns.Length + 1) behind = behind[^1..];
        if (cells.Length < shares || cells.Take(shares).Any(cell => cell.Length > 0 && !IsShare().IsMatch(cell))
            || InUnits([.. cells.Take(shares).Select((cell, c) => (line, $"{ScoreOf(title)}[\"{columns[c]}\"]", cell))]) is not { } margin)
        {
            notJudged.Add(title.Value.Trim());
            return [];
        }
        if (behind is [var accuracy] && IsShare().IsMatch(accuracy) && InUnits([(line, "accuracy", accuracy)]) is { } whole)
            return [.. margin, .. whole];
        if (behind.Length > 0) notJudged.Add(string.Join(' ', behind));
        return margin;
    }

    private static string[] CellsBehind(PastedLine line, Match title)
    {
        IReadOnlyList<string>? cells = Cells.Bars(line) ?? Cells.Latex(line) ?? Cells.Tabs(line);
        if (Plain(line)[title.Length..].StartsWith(',')) cells ??= Cells.Commas(line);
        return cells is null
            ? Plain(line)[title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [.. cells.SkipWhile(cell => cell.Length == 0).Skip(1).Select(CellText.Plain)];
    }

    /// <summary>
    /// Accuracy and kappa of lines next above a matrix, which no other has taken, or next below it, where figures with other titles are
    /// named.
    /// </summary>
    private static IEnumerable<(int Line, string Name, string Text)> Overall(
        PastedLine[] lines, int at, ref int end, int taken, List<string> notJudged)
    {
        List<(int Line, string Name, string Text)> figures = [];
        var above = at - 1;
        while (above >= 0 && lines[above].IsDecoration) above--;
        if (above >= 0 && lines[above].Number > taken) Read(lines[above]);
        var (isParted, hasOthers) = (false, false);
        for (var below = end; below < lines.Length; below++)
        {
            if (lines[below].IsDecoration)
            {
                isParted |= lines[below].Text.Length == 0;
                continue;
            }
            // Behind an empty line it may stand above the next matrix.
            if (isParted && (hasOthers || IsHeader(lines, below + 1))) break;
            if (!Read(lines[below]))
            {
                if (isParted || Titled().Match(lines[below].Text) is not { Success: true } other) break;
                notJudged.Add(other.Groups[1].Value);
                hasOthers = true;
            }
            isParted = false;
            end = below + 1;
        }
        return figures;

        bool Read(PastedLine line)
        {
            var (accuracy, kappa) = (Accuracy().Match(line.Text), Kappa().Match(line.Text));
            if (!accuracy.Success && !(kappa.Success && kappa.Index == 0)) return false;
            // Of folds the mean is not the matrix's, which is that of all folds together.
            var mean = accuracy.Groups["spread"].Success ? accuracy.Groups["pooled"] : accuracy.Groups["mean"];
            if (mean.Success && InUnits([(line.Number, "accuracy", mean.Value)]) is { } whole) figures.AddRange(whole);
            if (accuracy.Groups["spread"].Success) notJudged.Add("accuracy over folds");
            if (kappa.Success && InUnits([(line.Number, "kappa", kappa.Groups[1].Value)]) is { } agreement) figures.AddRange(agreement);
            return true;
        }
    }

    /// <summary>Whether the header of a matrix stands there.</summary>
    private static bool IsHeader(PastedLine[] lines, int i) => i < lines.Length && AtEnd().IsMatch(Plain(lines[i]));

    private const string Number = @"(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+) ?%?";
    private const string End = "(?![0-9]|[.,][0-9])";
    private const string Share = "(?:" + Number + "|NaN|n/?a|#DIV/0!|[-–—])";
    private const string Scores = "(?:(?<precision>(?:class )?precision|ppv|user['’]?s?['’]? ?(?:accuracy|acc\\.?)|ua)"
        + "|(?<recall>(?:class )?recall|sensitivity|tpr|producer['’]?s?['’]? ?(?:accuracy|acc\\.?)|pa|percent(?:age)? correct|% ?correct)"
        + "|(?<f1>f-?1(?![0-9])(?:[- _]?(?:score|measure))?|f[- ]?(?:score|measure)))"
        + @"(?![a-z])\s*(?:\(\s*\\?%\s*\)|\[\\?%\]|\\?%)?";

    [GeneratedRegex("(?<![a-z])" + Scores + "$", RegexOptions.IgnoreCase)]
    private static partial Regex AtEnd();

    [GeneratedRegex("^(?:(?<accuracy>overall percentage)|" + Scores + ")", RegexOptions.IgnoreCase)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"^(.*[\s|&;])(" + Share + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex LastCell();

    [GeneratedRegex("^(.*,)(" + Share + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex LastOfCommas();

    [GeneratedRegex("^" + Share + "$", RegexOptions.IgnoreCase)]
    private static partial Regex IsShare();

    [GeneratedRegex(@"^(?:(?:overall )?accuracy|oa)\s*(?:\([^)]*\))?\s*[:=]\s*(?<mean>" + Number
        + ")" + End + @"(?<spread>\s*(?:\+/-|±).*?(?:\((?:micro average|mikro): (?<pooled>" + Number + @")\))?$)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Accuracy();

    [GeneratedRegex(@"^(\p{L}[\p{L}\p{N} _/()'-]*?)\s*[:=]\s*-?" + Number + End, RegexOptions.IgnoreCase)]
    private static partial Regex Titled();

    [GeneratedRegex(
        @"\bkappa(?: coefficient| statistic| index)?\s*(?:\([^)]*\))?\s*[:=]\s*(-?" + Number + ")" + End, RegexOptions.IgnoreCase)]
    private static partial Regex Kappa();
}

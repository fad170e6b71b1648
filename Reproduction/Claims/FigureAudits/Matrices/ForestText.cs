using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// What R's randomForest prints: a confusion matrix of the observed classes by those voted for, at the end of each row its share of errors,
/// and above it the share of all.
/// </summary>
internal static partial class ForestText
{
    /// <summary>Each matrix with its errors: that of the images out of bag, and that of a test set.</summary>
    /// <param name="lines">All lines.</param>
    public static IReadOnlyList<MatrixFigures> Read(PastedLine[] lines)
    {
        List<MatrixFigures> found = [];
        var behind = 0;
        for (var at = 0; at < lines.Length; at++)
            if (Header().Match(lines[at].Text) is { Success: true } header
                && Block(lines, behind, at, header.Groups["names"].Value) is { } block)
            {
                found.Add(block);
                behind = at + 1;
            }
        return found;
    }

    /// <summary>The matrix below a header.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="from">The first line that is of no matrix above.</param>
    /// <param name="at">The header's index.</param>
    /// <param name="titles">What stands above the columns.</param>
    private static MatrixFigures? Block(PastedLine[] lines, int from, int at, string titles)
    {
        List<(int Line, MatrixLine Counts, string Error)> found = [];
        foreach (var line in lines.Skip(at + 1))
        {
            if (Row().Match(line.Text) is not { Success: true } row
                || MatrixLine.Of(line with { Text = row.Groups["counts"].Value }) is not { } counts) break;
            found.Add((line.Number, counts, row.Groups["error"].Value));
        }
        var classes = found.Count;
        if (classes < 2) return null;
        // Names may be numbers.
        MatrixLine[] rows = [.. found.Select(row => row.Counts.Numbers.Length == classes + 1 ? row.Counts.Named : row.Counts)];
        string[] names = [.. rows.Select(row => row.Name)];
        if (rows.Any(row => row.Numbers.Length != classes) || names.Contains("") || names.Distinct().Count() < classes
            || string.Join(' ', names) != string.Join(' ', titles.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            return null;
        List<(int Line, string Name, string Text)> figures =
            [.. found.Zip(names).Where(row => row.First.Error.Any(char.IsAsciiDigit))
                .Select(row => (row.First.Line, $"fnr[\"{row.Second}\"]", row.First.Error))];
        var above = lines[from..at].LastOrDefault(line => Rate().IsMatch(line.Text));
        if (above.Text is { } text) figures.Add((above.Number, MatrixFigures.ErrorRate, Rate().Match(text).Groups["rate"].Value + "%"));
        var first = lines[at].Number;
        return new(first, found[^1].Line, figures, [])
        {
            Matrix = new(first, FoundMatrix.Filled(classes, (row, c) => rows[row].Numbers[c]), names, MatrixRows.Labels),
        };
    }

    [GeneratedRegex(@"^(?<names>.*\S)\s+class\.error$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<counts>.*\S)\s+(?<error>[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?|NaN)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"error\s+rate:\s*(?<rate>[0-9]+(?:\.[0-9]+)?)\s*%$")]
    private static partial Regex Rate();
}

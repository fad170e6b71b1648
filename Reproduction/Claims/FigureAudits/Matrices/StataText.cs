using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>What Stata's <c>estat classification</c> prints: two by two cells, the classified in rows, and figures below them.</summary>
internal static partial class StataText
{
    /// <summary>Of those that have an outcome and those that have not.</summary>
    private static readonly string[] Classes = ["~D", "D"];

    private static readonly (string Title, string Name)[] Titles =
    [
        ("Sensitivity", "sensitivity"), ("Specificity", "specificity"), ("Positive predictive value", "ppv"),
        ("Negative predictive value", "npv"), ("False + rate for true ~D", "fpr"), ("False - rate for true D", "fnr"),
        ("False + rate for classified +", "fdr"), ("False - rate for classified -", "for"), ("Correctly classified", "accuracy"),
    ];

    /// <summary>Each model's cells and figures.</summary>
    /// <param name="lines">All lines.</param>
    public static IReadOnlyList<MatrixFigures> Read(PastedLine[] lines)
    {
        int[] headers = [.. Enumerable.Range(0, lines.Length).Where(i => Header().IsMatch(lines[i].Text))];
        return [.. headers.Zip(headers.Skip(1).Append(lines.Length), (from, to) => Block(lines[from..to])).OfType<MatrixFigures>()];
    }

    private static MatrixFigures? Block(PastedLine[] lines)
    {
        var rows = lines.Select(line => Row().Match(line.Text)).Where(row => row.Success).Take(2).ToArray();
        if (rows is not [var positive, var negative] || positive.Groups["sign"].Value != "+" || negative.Groups["sign"].Value != "-"
            || Counts(positive) is not var (hits, falseAlarms) || Counts(negative) is not var (misses, rejections)) return null;
        if (lines.Select(line => Total().Match(line.Text)).FirstOrDefault(total => total.Success) is { } sums
            && Counts(sums) != (hits + misses, falseAlarms + rejections)) return null;
        var figures = (from line in lines
                       let found = Figure().Match(line.Text)
                       where found.Success
                       let name = Titles.FirstOrDefault(own => own.Title == Blanks().Replace(found.Groups["title"].Value, " ")).Name
                       where name is not null
                       select (line.Number, name, found.Groups["value"].Value)).ToList();
        if (figures.Count == 0) return null;
        var counts = new[,] { { rejections, falseAlarms }, { misses, hits } };
        return new(lines[0].Number, figures[^1].Number, [.. figures, (lines[0].Number, MatrixFigures.PositiveClass, Classes[1])], [])
        {
            Matrix = new(lines[0].Number, counts, Classes, MatrixRows.Labels),
        };
    }

    /// <summary>The counts of a row, with and without the outcome; <see langword="null"/> where their sum is another.</summary>
    private static (long With, long Without)? Counts(Match row)
    {
        long?[] counts = [.. new[] { "with", "without", "all" }.Select(cell => PrintedCount.Of(row.Groups[cell].Value))];
        return counts is [{ } own, { } others, { } all] && own + others == all ? (own, others) : null;
    }

    [GeneratedRegex(@"^Classified\s*\|\s*D\s+~D\s*\|\s*Total$")]
    private static partial Regex Header();

    private const string Numbers = @"\s*\|\s*(?<with>[0-9,]+)\s+(?<without>[0-9,]+)\s*\|\s*(?<all>[0-9,]+)$";

    [GeneratedRegex("^(?<sign>[-+])" + Numbers)]
    private static partial Regex Row();

    [GeneratedRegex("^Total" + Numbers)]
    private static partial Regex Total();

    [GeneratedRegex(@"^(?<title>[A-Z].*?)\s+(?:Pr\([^)]*\)\s+)?(?<value>[0-9]+(?:\.[0-9]+)?%)$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

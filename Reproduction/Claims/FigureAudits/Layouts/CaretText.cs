using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>The figures that R's caret prints below a confusion matrix.</summary>
internal static partial class CaretText
{
    private static readonly (string Title, string Name)[] Titles =
    [
        ("Accuracy", "accuracy"), ("Kappa", "kappa"), ("Sensitivity", "recall"), ("Specificity", "specificity"),
            ("Pos Pred Value", "precision"),
        ("Neg Pred Value", "npv"), ("Balanced Accuracy", "balanced_accuracy"), ("Precision", "precision"), ("Recall", "recall"),
        ("F1", "f1"),
        ("'Positive' Class", MatrixFigures.PositiveClass),
    ];

    private static readonly string[] NotJudged =
    [
        "95% CI", "No Information Rate", "P-Value [Acc > NIR]", "Mcnemar's Test P-Value", "Prevalence", "Detection Rate",
        "Detection Prevalence",
    ];

    /// <summary>Each model's figures.</summary>
    public static IReadOnlyList<MatrixFigures> Read(PastedLine[] lines)
    {
        var starts = Enumerable.Range(0, lines.Length)
            .Where(i => lines[i].Text.StartsWith("Confusion Matrix and Statistics", StringComparison.Ordinal)).ToArray();
        return [.. starts.Zip(starts.Skip(1).Append(lines.Length), (from, to) => Block(lines[from..to]))
            .Where(block => block.Figures.Count > 0)];
    }

    private static MatrixFigures Block(PastedLine[] lines)
    {
        List<(int, string, string)> figures = [];
        foreach (var line in lines)
            if (Entry().Match(line.Text) is { Success: true } entry
                && Titles.FirstOrDefault(title => title.Title == entry.Groups[1].Value).Name is { } name)
                figures.Add((line.Number, name, entry.Groups[2].Value.Trim()));
        figures.AddRange(ByClass(lines));
        return new(lines[0].Number, lines[^1].Number, figures,
            [.. NotJudged.Where(title => lines.Any(line => line.Text.StartsWith(title + " ", StringComparison.Ordinal)))]);
    }

    /// <summary>The figures of each of several classes: a column a class, in as many blocks as the page is narrow.</summary>
    private static IEnumerable<(int Line, string Name, string Text)> ByClass(PastedLine[] lines)
    {
        string[] classes = [];
        foreach (var line in lines)
        {
            if (line.Text.StartsWith("Class: ", StringComparison.Ordinal))
                classes = [.. line.Text.Split("Class: ", StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim())];
            else if (classes.Length > 0 && line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words
                && words.Length > classes.Length
                && Titles.FirstOrDefault(title => title.Title == string.Join(' ', words[..^classes.Length])).Name is { } name)
                for (var c = 0; c < classes.Length; c++)
                    yield return (line.Number, $"{name}[\"{classes[c]}\"]", words[words.Length - classes.Length + c]);
        }
    }

    [GeneratedRegex(@"^([A-Z'][A-Za-z' ]*?)\s*:\s*(\S.*)$")]
    private static partial Regex Entry();
}

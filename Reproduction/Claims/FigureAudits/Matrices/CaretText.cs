using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Matrices;

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
        // Somebody's own lines below.
        var others = lines.Select(line => OfOthers().Match(line.Text)).Where(other => other.Success)
            .Select(other => other.Groups[1].Value.Trim())
            .Where(title => Titles.All(own => own.Title != title) && !NotJudged.Contains(title));
        return new(lines[0].Number, lines[^1].Number, figures,
            [.. NotJudged.Where(title => lines.Any(line => line.Text.StartsWith(title + " ", StringComparison.Ordinal))), .. others]);
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

    /// <summary>A score by its title, and nothing but a number.</summary>
    [GeneratedRegex(
        @"^((?:[\p{L}\p{N}' _-]*[^\p{L}\p{N}])?(?:F[-_ ]?1|F[-_ ]?score|F[-_ ]?measure|precision|recall|sensitivity|specificity"
        + @"|accuracy|kappa|MCC|AUC|AUROC)(?:[^\p{L}\p{N}:=][\p{L}\p{N}' _-]*)?)\s*[:=]\s*-?[0-9]*[.,]?[0-9]+\s?%?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfOthers();
}

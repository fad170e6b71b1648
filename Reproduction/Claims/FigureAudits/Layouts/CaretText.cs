using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>The single figures that R's caret prints below a confusion matrix, for two classes.</summary>
internal static partial class CaretText
{
    private static readonly (string Title, string Name)[] Titles =
    [
        ("Accuracy", "accuracy"), ("Kappa", "kappa"), ("Sensitivity", "recall"), ("Specificity", "specificity"),
            ("Pos Pred Value", "precision"),
        ("Neg Pred Value", "npv"), ("Balanced Accuracy", "balanced_accuracy"), ("Precision", "precision"), ("Recall", "recall"),
        ("F1", "f1"),
        ("'Positive' Class", "positive"),
    ];

    /// <summary>Name and text of each, where the paste is caret's.</summary>
    public static IReadOnlyList<(int Line, string Name, string Text)> Read(PastedLine[] lines)
    {
        List<(int, string, string)> figures = [];
        if (!lines.Any(line => line.Text.StartsWith("Confusion Matrix and Statistics", StringComparison.Ordinal))) return figures;
        foreach (var line in lines)
            if (Entry().Match(line.Text) is { Success: true } entry
                && Titles.FirstOrDefault(title => title.Title == entry.Groups[1].Value).Name is { } name)
                figures.Add((line.Number, name, entry.Groups[2].Value.Trim()));
        figures.AddRange(ByClass(lines));
        return figures;
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

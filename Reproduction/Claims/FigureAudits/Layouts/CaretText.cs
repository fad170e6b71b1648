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
        return figures;
    }

    [GeneratedRegex(@"^([A-Z'][A-Za-z' ]*?)\s*:\s*(\S.*)$")]
    private static partial Regex Entry();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>What programs print of all classes above their tables, as claims.</summary>
internal static partial class SummaryText
{
    private static readonly (string Title, string Name)[] Titles =
    [
        ("Overall ACC", "accuracy"), ("Kappa", "kappa"), ("Overall MCC", "mcc"), ("PPV Macro", "macro_precision"),
        ("TPR Macro", "macro_recall"), ("F1 Macro", "macro_f1"),
    ];

    /// <summary>What Weka prints, with its lines: the accuracy in per cent, and kappa.</summary>
    public static IReadOnlyList<(int Line, string Claim)> OfWeka(PastedLine[] lines) =>
    [
        .. from line in lines
           from entry in new[] { Correct().Match(line.Text), Kappa().Match(line.Text) }
           where entry.Success
           select (line.Number, entry.Groups[2].Success ? $"kappa={entry.Groups[2].Value}" : $"accuracy={entry.Groups[1].Value}%"),
    ];

    /// <summary>What PyCM prints, with its lines; what is undefined is None, and none.</summary>
    public static IReadOnlyList<(int Line, string Claim)> OfPycm(PastedLine[] lines)
    {
        List<(int, string)> claims = [];
        var isBelow = false;
        foreach (var line in lines)
        {
            if (line.Text.StartsWith("Overall Statistics", StringComparison.Ordinal)) isBelow = true;
            else if (line.Text.StartsWith("Class Statistics", StringComparison.Ordinal)) isBelow = false;
            else if (isBelow && Entry().Match(line.Text) is { Success: true } entry
                && Titles.FirstOrDefault(title => title.Title == entry.Groups[1].Value).Name is { } name)
                claims.Add((line.Number, $"{name}={entry.Groups[2].Value}"));
        }
        return claims;
    }

    [GeneratedRegex(@"^Correctly Classified Instances\s+\d+\s+([\d.]+)\s*%$")]
    private static partial Regex Correct();

    [GeneratedRegex(@"^Kappa statistic\s+(?<2>-?[\d.]+)$")]
    private static partial Regex Kappa();

    [GeneratedRegex(@"^(\S+(?: \S+)*) {2,}(-?[0-9.]+)$")]
    private static partial Regex Entry();
}

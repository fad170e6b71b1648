using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>What PyCM prints of all classes, above those of each.</summary>
internal static partial class PycmSummary
{
    private static readonly (string Title, string Name)[] Titles =
    [
        ("Overall ACC", "accuracy"), ("Kappa", "kappa"), ("Overall MCC", "mcc"), ("PPV Macro", "macro_precision"),
        ("TPR Macro", "macro_recall"), ("F1 Macro", "macro_f1"),
    ];

    /// <summary>The claims with their lines; what is undefined is None, and none.</summary>
    public static IReadOnlyList<(int Line, string Claim)> Read(PastedLine[] lines)
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

    [GeneratedRegex(@"^(\S+(?: \S+)*) {2,}(-?[0-9.]+)$")]
    private static partial Regex Entry();
}

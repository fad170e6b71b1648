using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>What Weka prints above its table: the accuracy in per cent, and kappa.</summary>
internal static partial class WekaSummary
{
    /// <summary>The claims with their lines.</summary>
    public static IReadOnlyList<(int Line, string Claim)> Read(PastedLine[] lines) =>
    [
        .. from line in lines
           from entry in new[] { Correct().Match(line.Text), Kappa().Match(line.Text) }
           where entry.Success
           select (line.Number, entry.Groups[2].Success ? $"kappa={entry.Groups[2].Value}" : $"accuracy={entry.Groups[1].Value}%"),
    ];

    [GeneratedRegex(@"^Correctly Classified Instances\s+\d+\s+([\d.]+)\s*%$")]
    private static partial Regex Correct();

    [GeneratedRegex(@"^Kappa statistic\s+(?<2>-?[\d.]+)$")]
    private static partial Regex Kappa();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>
/// Figures that lines of other text state, each alone: <c>accuracy = 0.8000</c>, or with the number in the next line, as MATLAB shows it.
/// </summary>
internal static partial class StatedFigures
{
    /// <summary>Such figures as claims; of a name that is stated twice with two values, none.</summary>
    /// <param name="lines">Lines of other text.</param>
    /// <param name="classNames">Names of the classes that they are of.</param>
    public static IReadOnlyList<(int Line, string Claim)> Read(IReadOnlyList<PastedLine> lines, IReadOnlyList<string> classNames)
    {
        List<(int Line, FigureName Figure, string Name, string Value)> found = [];
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, next) = (lines[i], i + 1 < lines.Count ? lines[i + 1].Text : "");
            var stated = Statement().Match(line.Text);
            if (!stated.Success || stated.Groups["name"].Value.Contains('[', StringComparison.Ordinal)) continue;
            var value = stated.Groups["value"].Success ? stated.Groups["value"].Value : next;
            if (PublishedNames.Parse(stated.Groups["name"].Value, classNames) is var (figure, _) && InUnits(value, figure) is { } text)
                found.Add((line.Number, figure, stated.Groups["name"].Value, text));
        }
        return
        [
            .. found.GroupBy(stated => stated.Figure).Where(stated => stated.Select(one => one.Value).Distinct().Count() == 1)
                .Select(stated => (stated.First().Line, $"{stated.First().Name}={stated.First().Value}")),
        ];
    }

    /// <summary>A number as claims have it: a share above 1 is per cent. <see langword="null"/> of what is none.</summary>
    private static string? InUnits(string value, FigureName figure) =>
        !Number().IsMatch(value) || CellText.Score(value) is not { } printed ? null
        : value.Contains('%', StringComparison.Ordinal) || figure.Score.IsUnbounded() || printed.Value <= 1 ? value
        : printed.Value <= 100 ? value + "%"
        : null;

    [GeneratedRegex(@"^(?<name>\p{L}[\p{L}\p{N} '’()._+-]*?)\s*(?:[:=]\s*(?<value>-?[0-9]*[.,]?[0-9]+ ?%?)|=)$")]
    private static partial Regex Statement();

    [GeneratedRegex("^-?[0-9]*[.,]?[0-9]+ ?%?$")]
    private static partial Regex Number();
}

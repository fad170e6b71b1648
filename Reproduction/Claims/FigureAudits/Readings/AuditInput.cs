using System.Globalization;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Readings;

/// <summary>What somebody gave to be audited.</summary>
internal sealed record AuditInput
{
    /// <summary>A file with a paste, or <c>-</c> for standard input.</summary>
    public string? Report { get; init; }

    /// <summary>Images a class.</summary>
    public string? Support { get; init; }

    /// <summary>Each NAME=VALUE.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The rule of every figure.</summary>
    public string? Rounding { get; init; }

    /// <summary>
    /// Of two classes the one that names without a class mean; <see langword="null"/> for the one whose name says it, else the second.
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>All images of a report of several labels an image.</summary>
    public long? Images { get; init; }

    /// <summary>What a last line is that has the images of all lines above.</summary>
    public string? LastLine { get; init; }

    /// <summary>What the last line is; refuses a kind that there is not, and one where no table has lines.</summary>
    /// <returns>The kind; <see langword="null"/> if nothing is said.</returns>
    /// <exception cref="BadInputException">It would have no effect.</exception>
    internal LastLineKind? CheckLastLine()
    {
        if (LastLine is null) return null;
        var kind = LastLine switch
        {
            "weighted" => LastLineKind.Weighted,
            "macro" => LastLineKind.Macro,
            "micro" => LastLineKind.Micro,
            "class" => LastLineKind.Class,
            _ => throw new BadInputException(
                $"--last-line: found '{Shown.Short(LastLine)}', expected weighted, macro, micro or class"),
        };
        return Report is not null
            ? kind
            : throw new BadInputException($"--last-line {LastLine}: found without --report, expected a table with such a line as --report");
    }

    /// <summary>A rule of rounding by its name.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="BadInputException">There is no such rule.</exception>
    public static RoundingRule RuleOf(string text) => text switch
    {
        "printf" => RoundingRule.Printf,
        "nearest" => RoundingRule.Nearest,
        "truncate" => RoundingRule.Truncate,
        "any" => RoundingRule.Any,
        _ => throw new BadInputException($"--rounding: found '{text}', expected printf, nearest, truncate or any"),
    };

    /// <summary>Images of each class.</summary>
    /// <param name="option">The option that gives them.</param>
    /// <param name="text">Whole numbers with commas between.</param>
    /// <exception cref="BadInputException">They are none.</exception>
    public static long[] SupportsOf(string option, string text)
    {
        var parts = text.Split(',');
        var supports = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            supports[i] =
                long.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var images) && images <= int.MaxValue
                ? images
                : throw new BadInputException(
                    $"{option}: found '{Shown.Short(parts[i])}', expected whole numbers of images such as 1000 or 200,100");
        return supports;
    }
}

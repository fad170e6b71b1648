using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>What somebody gave to be audited.</summary>
internal sealed record AuditInput
{
    private const long MostBytes = 1 << 24;

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

    /// <summary>Everything that is to be audited, in the order in which it stands.</summary>
    /// <exception cref="BadInputException">Something cannot be read.</exception>
    public static IReadOnlyList<AuditedFigures> Read(AuditInput input)
    {
        var lastLine = input.CheckLastLine();
        var rule = input.Rounding is null ? (RoundingRule?)null : AuditedFigures.Rule(input.Rounding);
        var supports = input.Support is null ? null : AuditedFigures.Supports("--support", input.Support);
        if (input.Report is { } report)
            return new PastedFigures(report, Text(report), input, new()
            {
                Rule = rule,
                Supports = supports,
                Images = input.Images,
                LastLine = lastLine,
            }).Read();
        if (supports is null)
            throw new BadInputException("--support: missing, expected images a class such as 200,100, or a table as --report");
        if (supports.Length is < 1 or > PrintedReport.MostClasses)
            throw new BadInputException(
                $"--support: {supports.Length} classes, expected 1 to {PrintedReport.MostClasses} numbers such as 200,100");
        if (input.Claims.Count == 0)
            throw new BadInputException("--claim: missing, expected at least one figure such as accuracy=0.9525, or a table as --report");
        if (input.Images is { } images && images != supports.Sum())
            throw new BadInputException(
                $"--images: found {images} beside --support of {supports.Sum()} images, expected the one or the other");
        if (supports.All(support => support == 0)) throw new BadInputException("--support: no images in any class, expected one at least");
        string[] names = [.. Enumerable.Range(0, supports.Length).Select(c => $"{c}")];
        var figures =
            new AuditedFigures(names, new(supports, []) { OtherClasses = supports.Length == 1 }) { IsRuleGiven = rule is not null };
        return [figures.With(input.Claims, rule, PositiveClass.Among(supports.Length, input.Positive))];
    }

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

    private static string Text(string path)
    {
        if (path == "-") return Console.In.ReadToEnd();
        try
        {
            if (Directory.Exists(path))
                throw new BadInputException($"{path}: a directory, expected a file with a classification report as text");
            if (new FileInfo(path).Length > MostBytes)
                throw new BadInputException($"{path}: too large for a classification report (at most {MostBytes} bytes)");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: no such file, expected a classification report as text", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{path}: cannot be read, expected a classification report as text", e);
        }
    }
}

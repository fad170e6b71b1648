using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Reads what somebody gave to be audited: a paste, or claims alone.</summary>
internal static class FiguresReader
{
    private const long MostBytes = 1 << 24;

    /// <summary>Everything that is to be audited, in the order in which it stands.</summary>
    /// <exception cref="BadInputException">Something cannot be read.</exception>
    public static IReadOnlyList<AuditedFigures> Read(AuditInput input)
    {
        var lastLine = input.CheckLastLine();
        var rule = input.Rounding is null ? (RoundingRule?)null : AuditInput.RuleOf(input.Rounding);
        var supports = input.Support is null ? null : AuditInput.SupportsOf("--support", input.Support);
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

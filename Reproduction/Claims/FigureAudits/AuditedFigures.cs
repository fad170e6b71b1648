using System.Globalization;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Figures that somebody wants audited: those of a report, loose ones, or both.</summary>
/// <param name="ClassNames">K names in class order; numbers from 0 where there is no report.</param>
/// <param name="Question">Supports and figures.</param>
public sealed record AuditedFigures(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    private const int MostClasses = 1000;

    /// <summary>Reads what stands on the command line.</summary>
    /// <param name="report">A file with a classification report, or none.</param>
    /// <param name="support">Images a class, <c>1000</c> or <c>200,100</c>, or none.</param>
    /// <param name="claims">Each <c>NAME=VALUE</c>.</param>
    /// <param name="rounding">The rule of every figure, or none: printf for a report's, nearest for others.</param>
    /// <exception cref="BadInputException">No report and no claim, or one that cannot be read.</exception>
    public static AuditedFigures Read(string? report, string? support, IReadOnlyList<string> claims, string? rounding)
    {
        var rule = rounding is null ? (RoundingRule?)null : Rule(rounding);
        var supports = support is null ? null : Supports(support);
        if (report is not null)
        {
            var read = PrintedReport.Read(report, rule ?? RoundingRule.Printf, supports);
            return With(claims, new(read.ClassNames, read.Question), rule);
        }
        if (supports is null) throw new BadInputException("--support: missing, expected images a class such as 200,100, or a table as --report");
        if (supports.Length is < 2 or > MostClasses) throw new BadInputException($"--support: {supports.Length} classes, expected 2 to {MostClasses} numbers such as 200,100");
        if (claims.Count == 0) throw new BadInputException("--claim: missing, expected at least one figure such as accuracy=0.9525, or a table as --report");
        if (supports.Contains(0)) throw new BadInputException("--support: a class of 0 images, expected at least one image a class");
        return With(claims, new([.. Enumerable.Range(0, supports.Length).Select(c => $"{c}")], new(supports, [])), rule);
    }

    private static AuditedFigures With(IReadOnlyList<string> claims, AuditedFigures figures, RoundingRule? rule)
    {
        var read = claims.Select(claim => Claim(claim, figures, rule ?? RoundingRule.Nearest));
        return figures with { Question = figures.Question with { Claims = [.. figures.Question.Claims, .. read] } };
    }

    private static FigureClaim Claim(string text, AuditedFigures figures, RoundingRule rule)
    {
        var equals = text.LastIndexOf('=');
        if (equals <= 0) throw new BadInputException($"--claim: found '{text}', expected NAME=VALUE such as accuracy=0.9525");
        var (name, value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var figure = FigureName.Parse(name, figures.ClassNames)
            ?? throw new BadInputException($"--claim {text}: no figure '{name}' of {figures.ClassNames.Count} classes, expected {FigureName.Names}");
        var printed = PrintedFigure.Parse(value) ?? throw new BadInputException($"--claim {text}: found '{value}', expected a decimal number such as 0.9525");
        if (figures.Question.OtherClasses && figure is not ({ Scope: not Scope.Whole, Score: not Score.Specificity } or { IsDisparity: true }))
            throw new BadInputException($"--claim {text}: the report's line 'micro avg' says that it does not show every class, expected figures that its classes alone decide");
        if (figure.Score == Score.AurocOvrMacro && figures.Question.Supports.Any(support => support == 0))
            throw new BadInputException($"--claim {text}: a class has no images, expected one at least in each for an area under its curve");
        return new(figure, printed, rule);
    }

    private static RoundingRule Rule(string text) => text switch
    {
        "printf" => RoundingRule.Printf,
        "nearest" => RoundingRule.Nearest,
        "truncate" => RoundingRule.Truncate,
        "any" => RoundingRule.Any,
        _ => throw new BadInputException($"--rounding: found '{text}', expected printf, nearest, truncate or any"),
    };

    private static long[] Supports(string text)
    {
        var parts = text.Split(',');
        var supports = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            supports[i] = long.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var images) && images <= int.MaxValue
                ? images
                : throw new BadInputException($"--support: found '{parts[i]}', expected whole numbers of images such as 1000 or 200,100");
        return supports;
    }
}

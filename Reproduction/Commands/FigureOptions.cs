using System.CommandLine;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Commands;

/// <summary>The options of <c>audit</c> that give figures, and how these are divided into folds.</summary>
internal sealed class FigureOptions
{
    private readonly Option<string?> report = new("--report")
    {
        Description =
            "A classification report as it was published, in one of the usual layouts and with what stands round it; - reads standard input.",
        HelpName = "PASTE"
    };

    private readonly Option<string?> support = new("--support")
    {
        Description = "Images a class, in class order: 1000 (for every class of the report) or 200,100.",
        HelpName = "N,N,…"
    };

    private readonly Option<string[]> claim = new("--claim")
    {
        Description = $"A figure as printed, NAME=VALUE; repeatable. Names: {PublishedNames.Examples}.",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> rounding = new("--rounding")
    {
        Description = "printf (a report's), nearest (a claim's), truncate, or any of them.",
        HelpName = "RULE"
    };

    private readonly Option<string?> positive = new("--positive")
    {
        Description =
            "Of two classes the one that figures without a class name are of [default: the one whose name says it, else the second].",
        HelpName = "CLASS"
    };

    private readonly Option<long?> images = new("--images")
    {
        Description = "All images: of a report of several labels an image, or of figures without supports.",
        HelpName = "N"
    };

    private readonly Option<string?> lastLine = new("--last-line")
    {
        Description = "What a last line is that may be an average: weighted, macro, micro or class.",
        HelpName = "KIND"
    };

    private readonly Option<int?> folds = new("--folds")
    {
        Description = "Each claim is a mean over so many folds of --support (several data sets: 200,100;50,30), NAME=MEAN or "
            + "NAME=MEAN±DEVIATION; min_NAME and max_NAME are those of single folds.",
        HelpName = "K"
    };

    private readonly Option<string?> foldSupport = new("--fold-support")
    {
        Description = "Each claim is a mean over these folds, images a class: 10,5;11,4.",
        HelpName = "N,N;…"
    };

    private readonly Option<int> repeats = new("--repeats")
    {
        Description = "How often the data were divided into folds.",
        HelpName = "N",
        DefaultValueFactory = _ => 1
    };

    private readonly Option<bool> mixed = new("--mixed-folds")
    {
        Description = "The folds are not stratified, but their classes are mixed all the same."
    };

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All =>
        [report, support, claim, rounding, positive, images, lastLine, folds, foldSupport, repeats, mixed];

    /// <summary>Whether any of them stands on the command line.</summary>
    public bool IsGiven(ParseResult parsed) => All.Any(option => IsGiven(parsed, option));

    /// <summary>The figures.</summary>
    public AuditInput Input(ParseResult parsed) => new()
    {
        Report = parsed.GetValue(report),
        Support = parsed.GetValue(support),
        Claims = parsed.GetValue(claim) ?? [],
        Rounding = parsed.GetValue(rounding),
        Positive = parsed.GetValue(positive),
        Images = parsed.GetValue(images),
        LastLine = parsed.GetValue(lastLine),
    };

    /// <summary>The folds that the figures are means over; null where they are none.</summary>
    /// <exception cref="BadInputException">It is said how folds are divided, but of no folds.</exception>
    public FoldOptions? Folds(ParseResult parsed)
    {
        if (parsed.GetValue(folds) is not null || parsed.GetValue(foldSupport) is not null)
            return new()
            {
                Folds = parsed.GetValue(folds),
                FoldSupport = parsed.GetValue(foldSupport),
                Repeats = parsed.GetValue(repeats),
                Mixed = parsed.GetValue(mixed),
            };
        if (new Option[] { repeats, mixed }.FirstOrDefault(option => IsGiven(parsed, option)) is { } odd)
            throw new BadInputException($"{odd.Name}: found without --folds, expected --folds K beside it");
        return null;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Readings;

/// <summary>A figure as a text, <c>NAME=VALUE</c>: of the command line, or as a line, a key or a summary states it.</summary>
internal static partial class ClaimText
{
    private static readonly string[] TwoNames = ["0", "1"];

    /// <summary>Name and value of a claim, with the sign of per cent that the name has, as in <c>Accuracy (%)</c>.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static (string Name, string Value) Split(string text)
    {
        var equals = text.LastIndexOf('=');
        if (equals <= 0) throw new BadInputException($"--claim: found '{Shown.Short(text)}', expected NAME=VALUE such as accuracy=0.9525");
        var (name, value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        return PerCent().Replace(name, "") is { Length: > 0 } bare && bare.Length < name.Length
            ? (bare, value.Length == 0 || value.EndsWith('%') ? value : value + "%")
            : (name, value);
    }

    /// <summary>The claim as one about the classes of given figures.</summary>
    /// <exception cref="BadInputException">No figure of that name, or no number.</exception>
    public static IEnumerable<FigureClaim> Read(string text, AuditedFigures figures, RoundingRule rule, int positive)
    {
        var (name, value) = Split(text);
        if (PublishedNames.Errors(name) is var (score, ofOthers) && figures.ClassNames.Count == 2)
        {
            var images = figures.Question.Supports[ofOthers ? 1 - positive : positive];
            var errors = Number(text, value, FigureName.Of(score, positive));
            yield return new(FigureName.Of(score, positive),
                new(images * System.Numerics.BigInteger.Pow(10, errors.Digits) - errors.Scaled, errors.Digits), rule)
            {
                PublishedAs =
                    name
            };
            yield break;
        }
        var (figure, complement) = PublishedNames.Parse(name, figures.ClassNames, positive)
            ?? throw (IsOfOneClass(figures) && PublishedNames.Parse(name, TwoNames) is not null ? OneClass(text, figures) : new(
                $"--claim {Shown.Short(text)}: no figure '{Shown.Short(name)}' of {Numbers.Classes(figures.ClassNames.Count)}, "
                + "expected a name such as accuracy, balanced_accuracy, recall[NAME] or macro_f1 (--help lists them)"));
        var printed = Number(text, value, figure, complement);
        var supports = figures.Question.Supports;
        if (figures.Question.OtherClasses && !IsOfListed(figure))
            throw IsOfOneClass(figures) ? OneClass(text, figures) : new(
                $"--claim {text}: {WhatIsOpen(figures)} says that it "
                + "does not show every class, expected figures that its classes alone decide");
        if (figure.Score == Score.AurocOvrMacro && supports.Any(support => support == 0))
            throw new BadInputException(
                $"--claim {text}: a class has no images, expected one at least in each for an area under its curve");
        if (new NamedFigure(figure, complement, name, value, SaysPerCent: false).IsUndefinedOf(supports))
            throw new BadInputException(
                $"--claim {text}: a class has no images and is left out of balanced accuracy, expected --support without it");
        var own = figure.ToString();
        yield return new(figure, printed, rule)
        {
            Complement = complement,
            PublishedAs = complement
            || (figure.IsOfClass && !name.Contains('[', StringComparison.Ordinal)) || Renamed(name, own) ? name : null
        };
    }

    /// <summary>Whether a figure is decided by the classes of a table alone, whatever others there are.</summary>
    public static bool IsOfListed(FigureName figure) =>
        figure is
        {
            Scope: not Scope.Whole,
            Score: Score.Precision or Score.Recall or Score.F1 or Score.FBeta or Score.Jaccard or Score.FowlkesMallows
                or Score.TruePositives
        } || figure.IsDisparity;

    private static string WhatIsOpen(AuditedFigures figures) => figures.Question.Conventions.Others is not null
        ? "--images beside a table of labels"
        : "the report's line 'micro avg'";

    /// <summary>Whether <c>--support</c> has one number, and there is no table.</summary>
    private static bool IsOfOneClass(AuditedFigures figures) => figures is { Report: null, Question.Supports.Count: 1 };

    private static BadInputException OneClass(string text, AuditedFigures figures)
    {
        var images = figures.Question.Supports[0];
        return new($"--claim {text}: --support {images} is one class, expected the images of each, as in {images},{images}");
    }

    /// <summary>A value as a share.</summary>
    /// <exception cref="BadInputException">It is none, or one that could mean two.</exception>
    /// <param name="text">The claim.</param>
    /// <param name="value">Its value.</param>
    /// <param name="figure">What it is of.</param>
    /// <param name="isError">Whether it is a rate of errors, which in per cent is often just above 1.</param>
    public static PrintedFigure Number(string text, string value, FigureName figure, bool isError = false)
    {
        if (value.Contains('±') || value.Contains("+-", StringComparison.Ordinal) || value.Contains("+/-", StringComparison.Ordinal))
            throw new BadInputException(
                $"--claim {Shown.Short(text)}: a mean with its deviation, expected --folds K beside it: over how many folds or runs it "
                + "is a mean");
        var printed = CellText.Figure(value)
            ?? throw new BadInputException(
                $"--claim {Shown.Short(text)}: found '{Shown.Short(value)}', expected a decimal number such as 0.9525");
        if (printed.Value > (isError ? 1 : 2) && !figure.Score.IsUnbounded()
            && CellText.Figure(value + "%") is { } share && share.Value <= 1)
            throw new BadInputException(
                $"--claim {Shown.Short(text)}: more than 1, expected a share, {share}, or {value}% if it is per cent");
        return printed;
    }

    /// <summary>A name in another spelling is no other name.</summary>
    private static bool Renamed(string name, string own) =>
        !name.Contains('[', StringComparison.Ordinal) && Column.Plain(name) != Column.Plain(own);

    /// <summary>What a name says of the unit of its value.</summary>
    [GeneratedRegex(@"\s*(?:\(\s*(?:in\s+)?(?:%|per ?cent|pct)\s*\)|\bin\s+(?:%|per ?cent)|%)$", RegexOptions.IgnoreCase)]
    private static partial Regex PerCent();
}

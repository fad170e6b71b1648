using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Figures in lines by themselves beside the one table of a paste: those of all its classes are held against it, unless a word says that
/// they are of something else; the others are named.
/// </summary>
internal sealed class FiguresBeside
{
    private const int MostNamed = 8;

    /// <summary>Figures of more digits end in those of floating-point arithmetic.</summary>
    private const int DigitsOfDoubles = 12;

    private readonly PrintedReport report;
    private readonly List<LooseFigure> held = [];
    private readonly List<LooseFigure> others = [];

    /// <param name="figures">Those of the paste.</param>
    /// <param name="report">What its table says.</param>
    /// <param name="speaksOfFolds">Whether the text speaks of folds or means.</param>
    public FiguresBeside(IReadOnlyList<LooseFigure> figures, PrintedReport report, bool speaksOfFolds)
    {
        this.report = report;
        // Of all classes, of which the table shows some only, or of labels, groups or one class it says nothing.
        var isOfAll = !speaksOfFolds && report is { Sets.Count: 0, ClassNames.Count: > 1, Counts: null or { AreClosed: true } }
            && !report.Question.OtherClasses && report.Question.Conventions.Others is null;
        foreach (var figure in figures) (isOfAll && IsOfTable(figure, figures) ? held : others).Add(figure);
    }

    /// <summary>What is said of them, a line each.</summary>
    public IEnumerable<string> Notes =>
        held.Select(figure => $"held against the table: {figure}").Concat(NotJudged(others));

    /// <summary>That figures are not judged; nothing where there are none.</summary>
    /// <param name="figures">The figures.</param>
    public static IEnumerable<string> NotJudged(IReadOnlyList<LooseFigure> figures)
    {
        if (figures.Count == 0) yield break;
        var more = figures.Count > MostNamed ? $" and {figures.Count - MostNamed} more" : "";
        yield return $"not judged: {string.Join(", ", figures.Take(MostNamed))}{more}";
    }

    /// <summary>Figures of a table with those beside it.</summary>
    /// <param name="figures">Those of the table.</param>
    /// <param name="rule">How all were rounded; <see langword="null"/> where nobody says it: then as the table's.</param>
    public AuditedFigures HeldAgainst(AuditedFigures figures, RoundingRule? rule)
    {
        if (held.Count == 0) return figures;
        var own = report.Question.Claims.Select(claim => claim.Rule).FirstOrDefault(RoundingRule.Nearest);
        var all = figures;
        foreach (var figure in held)
        {
            var isOfDoubles = CellText.Figure(figure.Value)!.Digits > DigitsOfDoubles;
            all = all.With([figure.Claim!], rule ?? (isOfDoubles ? RoundingRule.Nearest : own), positive: 1);
        }
        if (!report.MayBeOpen) return all;
        // As averages without images, they may be of classes that the table leaves out.
        var withoutImages = report.WithoutImages.Concat(all.Question.Claims.Except(figures.Question.Claims)).ToHashSet();
        return all with { Report = report with { WithoutImages = withoutImages } };
    }

    private bool IsOfTable(LooseFigure figure, IReadOnlyList<LooseFigure> all)
    {
        if (figure.MayBeOfOthers || figure.Claim is not { } claim) return false;
        var (name, _) = LooseClaim.Split(claim);
        var supports = report.Question.Supports;
        return (figure.Images is null || figure.Images == supports.Sum()) && !(name == "balanced_accuracy" && supports.Contains(0))
            // One of a training or another model may be called the same.
            && all.Where(other => other.Claim is { } twin && LooseClaim.Split(twin).Name == name).All(other => AreOne(figure, other));
    }

    /// <summary>Whether two numbers may be of one value, printed with different digits.</summary>
    private static bool AreOne(LooseFigure figure, LooseFigure other)
    {
        var (one, two) = (CellText.Figure(LooseClaim.Split(figure.Claim!).Value)!, CellText.Figure(LooseClaim.Split(other.Claim!).Value)!);
        var apart = one.Value < two.Value ? two.Value - one.Value : one.Value - two.Value;
        return apart <= (one.Digits < two.Digits ? one.Unit : two.Unit);
    }
}

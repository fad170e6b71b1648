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
        List<Claimed> claimed = [.. figures.Where(figure => figure.Claim is not null).Select(figure => new Claimed(figure))];
        // One of a training or another model may be called the same.
        var ofOneValue = claimed.GroupBy(own => own.Name).Where(AreOne).Select(own => own.Key).ToHashSet();
        HashSet<LooseFigure> ofTable = isOfAll
            ? claimed.Where(own => ofOneValue.Contains(own.Name) && IsOfTable(own)).Select(own => own.Figure).ToHashSet()
            : [];
        // A log says the same in many lines.
        held.AddRange(figures.Where(ofTable.Contains).DistinctBy(figure => figure.Claim));
        others.AddRange(figures.Where(figure => !ofTable.Contains(figure)));
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

    private bool IsOfTable(Claimed own)
    {
        var supports = report.Question.Supports;
        return !own.Figure.MayBeOfOthers && (own.Figure.Images is null || own.Figure.Images == supports.Sum())
            && !(own.Name == "balanced_accuracy" && supports.Contains(0))
            // Where words are of no class, averages are mostly of the others.
            && !(own.IsMean && report.ClassNames.Any(AverageName.IsOfNoClass));
    }

    /// <summary>Whether numbers may all be of one value, printed with different digits.</summary>
    private static bool AreOne(IEnumerable<Claimed> figures)
    {
        PrintedFigure[] values = [.. figures.Select(own => own.Value).Distinct()];
        return values.All(one => values.All(other =>
            (one.Value < other.Value ? other.Value - one.Value : one.Value - other.Value)
                <= (one.Digits < other.Digits ? one.Unit : other.Unit)));
    }

    /// <summary>A figure with what it claims.</summary>
    private sealed record Claimed(LooseFigure Figure, string Name, PrintedFigure Value)
    {
        public Claimed(LooseFigure figure) : this(figure, LooseClaim.Split(figure.Claim!)) { }

        private Claimed(LooseFigure figure, (string Name, string Value) claim) : this(figure, claim.Name, CellText.Figure(claim.Value)!) { }

        /// <summary>Whether it is a mean over the classes.</summary>
        public bool IsMean => Name.StartsWith("macro_", StringComparison.Ordinal) || Name.StartsWith("micro_", StringComparison.Ordinal)
            || Name.StartsWith("weighted_", StringComparison.Ordinal);
    }
}

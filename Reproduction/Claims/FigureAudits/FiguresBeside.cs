using Reproduction.Claims.FigureAudits.Dictionaries;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>
/// Figures that stand beside the one table of a paste, beside its one matrix and no table, or beside a table in a program's value: those
/// that it decides are held against it, unless a word says that they are of something else; the others are named.
/// </summary>
internal sealed class FiguresBeside
{
    private const int MostNamed = 8;

    /// <summary>Figures of more digits end in those of floating-point arithmetic.</summary>
    private const int DigitsOfDoubles = 12;

    private readonly IReadOnlyList<Held> held;
    private readonly IReadOnlyList<StatedFigure> others;

    private FiguresBeside(IReadOnlyList<Held> held, IReadOnlyList<StatedFigure> others) => (this.held, this.others) = (held, others);

    /// <summary>None.</summary>
    public static FiguresBeside None { get; } = new([], []);

    /// <summary>Those that are held against the table or matrix, as claims.</summary>
    public IReadOnlyList<string> Claims => [.. held.Select(own => own.Claim)];

    /// <summary>What the others are called.</summary>
    public IEnumerable<string> OtherNames => others.Select(figure => figure.Name);

    /// <summary>That the others are not judged; nothing where there are none.</summary>
    public IEnumerable<string> NotJudged => NotJudgedOf(others);

    /// <summary>What is said of them beside a table, a line each.</summary>
    public IEnumerable<string> Notes => held.Select(own => $"held against the table: {own.Figure}").Concat(NotJudged);

    /// <summary>Figures beside a table: of all its classes.</summary>
    /// <param name="figures">Those of the paste.</param>
    /// <param name="report">What the table says.</param>
    /// <param name="speaksOfFolds">Whether the text speaks of folds or means.</param>
    public static FiguresBeside OfTable(IReadOnlyList<StatedFigure> figures, PrintedReport report, bool speaksOfFolds)
    {
        // Rows that may be groups, and counts that no table of all classes has, say nothing of all.
        var isOfAll = !speaksOfFolds && report is { Sets.Count: 0, Counts: null or { AreClosed: true } };
        return Of(figures, report.ClassNames, report.Question.Images, report.Table!.IsInPerCent(), named => named.OwnName,
            named => isOfAll && IsDecidedBy(report, named));
    }

    /// <summary>Single numbers beside a table in a program's value: of all its classes.</summary>
    /// <param name="table">The table as it was found.</param>
    /// <param name="report">What it says.</param>
    public static FiguresBeside OfValue(FoundTable table, PrintedReport report)
    {
        string[] names = [.. table.Beside.Select(number => number.Name)];
        StatedFigure[] numbers =
        [
            .. table.Beside.Select(number => new StatedFigure(table.FirstLine, number.Name, number.Text)
            {
                MayBeOfOthers = DictionaryRows.MayBeOfTraining(number.Name, names),
            }),
        ];
        return Of(numbers, report.ClassNames, report.Question.Images, table.IsInPerCent(), named => named.Name,
            named => IsDecidedBy(report, named));
    }

    /// <summary>Figures beside a matrix and no table: of all its classes or, of two, of one.</summary>
    /// <param name="figures">Those of the paste.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="speaksOfFolds">Whether the text speaks of folds or means.</param>
    public static FiguresBeside OfMatrix(IReadOnlyList<StatedFigure> figures, FoundMatrix matrix, bool speaksOfFolds)
    {
        // Whether macro averages count a class without images is tried of tables alone.
        var mayLackClasses = matrix.Labelled.Any(counts => FoundMatrix.Supports(counts).Contains(0L));
        return Of(figures, matrix.ClassNames, FoundMatrix.Supports(matrix.Counts).Sum(), isInPerCent: false, named => named.Name,
            named => !speaksOfFolds && named.Figure.Score is not (Score.Images or Score.AurocOvrMacro)
                && !named.MayLeaveOut(matrix.ClassNames) && !(mayLackClasses && named.Figure.Scope == Scope.Macro));
    }

    /// <summary>Figures of a table with those beside it.</summary>
    /// <param name="figures">Those of the table.</param>
    /// <param name="rule">How all were rounded; <see langword="null"/> where nobody says it: then as the table's.</param>
    public AuditedFigures HeldAgainst(AuditedFigures figures, RoundingRule? rule)
    {
        if (held.Count == 0 || figures.Report is not { } report) return figures;
        var ofTable = report.Question.Claims.Select(claim => claim.Rule).FirstOrDefault(RoundingRule.Nearest);
        var all = figures;
        foreach (var own in held)
        {
            var isOfDoubles = CellText.Score(own.Figure.Value)!.Digits > DigitsOfDoubles;
            all = all.With([own.Claim], rule ?? (isOfDoubles ? RoundingRule.Nearest : ofTable), positive: 1);
        }
        if (!report.MayBeOpen) return all;
        // As averages without images, they may be of classes that the table leaves out.
        var withoutImages = report.WithoutImages.Concat(all.Question.Claims.Except(figures.Question.Claims)).ToHashSet();
        return all with { Report = report with { WithoutImages = withoutImages } };
    }

    /// <summary>That figures are not judged; nothing where there are none.</summary>
    /// <param name="figures">The figures.</param>
    public static IEnumerable<string> NotJudgedOf(IReadOnlyList<StatedFigure> figures)
    {
        if (figures.Count == 0) yield break;
        var more = figures.Count > MostNamed ? $" and {figures.Count - MostNamed} more" : "";
        yield return $"not judged: {string.Join(", ", figures.Take(MostNamed))}{more}";
    }

    /// <summary>Whether a table decides a figure: of all classes, of which it shows no one alone, nor labels or some only.</summary>
    private static bool IsDecidedBy(PrintedReport report, NamedFigure named) => report.ShowsAll && named.IsOverall
        && !named.MayLeaveOut(report.ClassNames) && !named.IsUndefinedOf(report.Question.Supports);

    /// <summary>Parts those that are held from the others.</summary>
    /// <param name="figures">All of them.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="images">Their images.</param>
    /// <param name="isInPerCent">Whether figures of the table are in per cent.</param>
    /// <param name="name">Under which name a figure is claimed.</param>
    /// <param name="isDecided">Whether the table or matrix decides a figure.</param>
    private static FiguresBeside Of(
        IReadOnlyList<StatedFigure> figures, IReadOnlyList<string> classNames, long images, bool isInPerCent,
        Func<NamedFigure, string> name, Func<NamedFigure, bool> isDecided)
    {
        List<(StatedFigure Figure, NamedFigure Named)> known = [];
        foreach (var figure in figures)
            if (NamedFigure.Of(figure.Name, figure.Value, classNames) is { } named) known.Add((figure, named));
        var inPerCent = known.Where(own => own.Named.IsInPerCent).Select(own => own.Named.Kind).ToHashSet();
        List<Held> claimed = [];
        foreach (var (figure, named) in known)
            if (named.Share(isInPerCent || inPerCent.Any(other => other != named.Kind)) is { } share)
                claimed.Add(new(figure, named, $"{name(named)}={share}", CellText.Figure(share)!));
        // One of a training or another model may be called the same.
        var ofOneValue = claimed.GroupBy(own => own.Named.Kind).Where(AreOne).Select(group => group.Key).ToHashSet();
        var held = claimed.Where(own => ofOneValue.Contains(own.Named.Kind) && !own.Figure.MayBeOfOthers
            && (own.Figure.Images is null || own.Figure.Images == images) && !own.Named.IsAmbiguous && isDecided(own.Named)).ToList();
        var areHeld = held.Select(own => own.Figure).ToHashSet();
        // A log says the same in many lines.
        return new([.. held.DistinctBy(own => own.Claim)], [.. figures.Where(figure => !areHeld.Contains(figure))]);
    }

    /// <summary>Whether numbers may all be of one value, printed with different digits.</summary>
    private static bool AreOne(IEnumerable<Held> figures)
    {
        PrintedFigure[] values = [.. figures.Select(own => own.Value).Distinct()];
        return values.All(one => values.All(other =>
            (one.Value < other.Value ? other.Value - one.Value : one.Value - other.Value)
                <= (one.Digits < other.Digits ? one.Unit : other.Unit)));
    }

    /// <summary>A figure that may be held, with what it claims.</summary>
    private sealed record Held(StatedFigure Figure, NamedFigure Named, string Claim, PrintedFigure Value);
}

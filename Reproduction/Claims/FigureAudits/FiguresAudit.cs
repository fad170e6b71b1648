using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.WithoutSupports;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Everything that an audit of figures says.</summary>
/// <param name="Figures">What was audited.</param>
/// <param name="Answer">The verdict with its evidence.</param>
/// <param name="OtherRules">The verdict if every figure had been rounded by one of the other rules.</param>
/// <param name="Intervals">Exactly which values of the disparities the figures admit, where they were asked for and found.</param>
public sealed record FiguresAudit(
    AuditedFigures Figures, CountAnswer Answer, IReadOnlyList<(RoundingRule Rule, Possibility Possibility)> OtherRules,
    IReadOnlyList<(FigureName Figure, ExactInterval Interval)> Intervals)
{
    private const string RowsMayBeSets =
        "not judged: rows may be sets of their own, such as groups of people, readers or models; of one table's classes these figures are "
        + "impossible";

    private const string AveragesMayBeOfOthers =
        "not judged: averages without images, which of the listed classes are impossible, and may be of others too";

    private const string MayBeOverFolds =
        "the text speaks of folds or means: those over folds need not be of one matrix (see --folds)";

    private static readonly RoundingRule[] Rules = [RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate];

    /// <summary>The question of the reading that the verdict is about.</summary>
    public CountQuestion Question { get; private init; } = Figures.Question;

    /// <summary>What that reading assumes.</summary>
    public string Assumptions { get; private init; } = "";

    /// <summary>More usual readings, under which the figures are not consistent, in words.</summary>
    public IReadOnlyList<string> NotUnder { get; private init; } = [];

    /// <summary>Less usual readings under which impossible figures would be consistent.</summary>
    public IReadOnlyList<string> WouldBe { get; private init; } = [];

    /// <summary>The single figure, and its text, that would make impossible figures consistent.</summary>
    public IReadOnlyList<Repair> Repairs { get; private init; } = [];

    /// <summary>Whether such a figure was looked for.</summary>
    public bool SoughtRepairs { get; private init; }

    /// <summary>What a confusion matrix beside the figures says of them.</summary>
    internal MatrixCheck? Matrix { get; private init; }

    /// <summary>Whether the counts of a consistent answer are the only ones.</summary>
    public bool IsOnly { get; private init; }

    /// <summary>Audits figures.</summary>
    /// <param name="figures">What to audit.</param>
    /// <param name="budget">Time after which the verdict is undecided.</param>
    public static FiguresAudit Of(AuditedFigures figures, TimeSpan? budget = null)
    {
        if (figures.IsUndecidable) return new(figures, new(Possibility.Undecided), [], []);
        var whole = budget ?? IntegerAudit.DefaultBudget / 2;
        var readings = Reading.Of(figures);
        var found = MatrixCheck.Of(figures.Matrices, readings);
        var matrix = found?.Check;
        var isOfMatrix = matrix is { IsOfTheseImages: true };
        var (reading, answer, passed, doubt) = Judge(figures, readings, found, whole);
        var most = Effort.Aside(reading.Question.Supports.Count);
        var aside = whole / 8 < most ? whole / 8 : most;
        var isImpossible = answer.Possibility == Possibility.Impossible;
        var isAlterable = isImpossible && !isOfMatrix;
        IReadOnlyList<Repair>? repairs = null;
        if (isAlterable) (reading, answer, repairs) = Mended(readings, reading, answer, whole, aside);
        else if (isImpossible && matrix is { NotPrinted.Count: > 0 }) repairs = Repair.Of(matrix, found!.Value.Reading.Question);
        var question = reading.Question;
        IReadOnlyList<(RoundingRule Rule, Possibility Possibility)> others =
            doubt == RowsMayBeSets || figures.IsOfSet ? [] : UnderOtherRules(question, matrix, whole / 4);
        var isConsistent = answer.Possibility == Possibility.Consistent;
        IReadOnlyList<(FigureName Figure, ExactInterval Interval)> intervals =
            isConsistent && !figures.IsOfSet && ((!isOfMatrix && !question.OtherClasses) || question.Conventions.Others is null)
                ? Disparities(question, answer.Witness, aside)
                : [];
        var note = doubt
            ?? (figures.SpeaksOfFolds && (isAlterable || (isImpossible && matrix is { IsOfCounts: true })) ? MayBeOverFolds : null);
        var noted = note is null ? figures : figures with { Notes = [.. figures.Notes, note] };
        return new(noted, answer, others, intervals)
        {
            Question = question,
            Assumptions = reading.Assumptions(figures) + (isOfMatrix ? $", {matrix!.Title} of the same predictions" : ""),
            NotUnder = passed,
            WouldBe = isAlterable ? Alternatives.Of(reading, figures, aside) : [],
            Repairs = repairs ?? [],
            SoughtRepairs = repairs is not null,
            Matrix = matrix,
            IsOnly = isConsistent && !figures.IsOfSet && IntegerAudit.IsOnlyAnswer(question),
        };
    }

    /// <summary>Decides without looking for evidence, or for anything that stands beside a verdict.</summary>
    /// <param name="figures">What to audit.</param>
    public static Possibility Possible(AuditedFigures figures)
    {
        if (figures.IsUndecidable) return Possibility.Undecided;
        var readings = Reading.Of(figures);
        if (MatrixCheck.Of(figures.Matrices, readings) is var (matrix, _) && matrix.IsOfTheseImages)
            return matrix.Agrees ? Possibility.Consistent : Possibility.Impossible;
        var (reading, answer, _) = Decide(readings, IntegerAudit.DefaultBudget / 2);
        return Doubt(figures, reading, answer.Possibility) is null ? answer.Possibility : Possibility.Undecided;
    }

    /// <summary>What leaves a verdict without a matrix of these images open; <see langword="null"/> if nothing does.</summary>
    private static string? Doubt(AuditedFigures figures, Reading reading, Possibility possibility) => possibility switch
    {
        Possibility.Impossible when MayBeSets(figures) => RowsMayBeSets,
        Possibility.Consistent when reading.LeavesAveragesOut => AveragesMayBeOfOthers,
        _ => null,
    };

    /// <summary>
    /// The verdict with its reading, more usual readings under which figures are not consistent, and what leaves it open. A matrix of
    /// these images decides alone.
    /// </summary>
    private static (Reading Reading, CountAnswer Answer, IReadOnlyList<string> Passed, string? Doubt) Judge(
        AuditedFigures figures, IReadOnlyList<Reading> readings, (MatrixCheck Check, Reading Reading)? found, TimeSpan budget)
    {
        if (found is var (check, printing) && check is { IsOfTheseImages: true, Agrees: true })
            return (printing, new(Possibility.Consistent) { Witness = check.Matrix }, [], null);
        var (reading, answer, passed) = Decide(readings, budget);
        if (found is var (matrix, nearest) && matrix.IsOfTheseImages)
        {
            if (answer.Possibility != Possibility.Impossible) return (reading, NotPrinted(matrix), passed, null);
            // What the matrix prints under one division by nothing clashes with nothing under it.
            if (Division(nearest) != Division(reading)) reading = nearest;
        }
        else if (Doubt(figures, reading, answer.Possibility) is { } doubt)
        {
            return (reading, new(Possibility.Undecided), passed, doubt);
        }
        if (answer.Possibility == Possibility.Impossible) answer = IntegerAudit.Clash(reading.Question, budget);
        return (reading, answer, passed, null);
    }

    /// <summary>The answer where figures are possible, and not printed by their matrix.</summary>
    private static CountAnswer NotPrinted(MatrixCheck matrix) => new(Possibility.Impossible)
    {
        Conflict = matrix.NotPrinted,
        ConflictIsIrreducible = true,
        ConflictIsSmallest = true,
        Reasons = matrix.Reasons,
    };

    /// <summary>
    /// Impossible figures with what would mend them: of what a quotient of nothing may be printed as, 0 or 1, that which needs the smaller
    /// change. A table printed with the other clashes in a class of which nothing is wrong.
    /// </summary>
    private static (Reading Reading, CountAnswer Answer, IReadOnlyList<Repair> Repairs) Mended(
        IReadOnlyList<Reading> readings, Reading reading, CountAnswer answer, TimeSpan budget, TimeSpan aside)
    {
        var repairs = Repair.Of(reading.Question, answer.Conflict, aside);
        if (repairs is [{ IsOfOneUnit: true }, ..] || Usual(readings, 1 - Division(reading), LeftOut(reading)) is not [.., var other])
            return (reading, answer, repairs);
        var clash = IntegerAudit.Clash(other.Question, budget);
        var otherwise = Repair.Of(other.Question, clash.Conflict, aside);
        return otherwise is [var smaller, ..] && (repairs is not [var own, ..] || smaller.Units < own.Units)
            ? (other, clash, otherwise)
            : (reading, answer, repairs);
    }

    private static int Division(Reading reading) => reading.Question.Conventions.ZeroDivision;

    private static int LeftOut(Reading reading) => reading.Question.Conventions.LeftOut.Count;

    /// <summary>The readings under the rule of rounding that is usual, the widest last.</summary>
    /// <param name="readings">All of them.</param>
    /// <param name="zeroDivision">What a quotient of nothing is printed as.</param>
    /// <param name="leftOut">How many scores are left out of means.</param>
    private static Reading[] Usual(IReadOnlyList<Reading> readings, int zeroDivision, int leftOut) =>
    [
        .. readings.Where(reading => Division(reading) == zeroDivision && LeftOut(reading) == leftOut
            && reading.Question.Claims.Select(claim => claim.Rule).SequenceEqual(readings[0].Question.Claims.Select(claim => claim.Rule))),
    ];

    /// <summary>The verdict if every figure had been rounded by one rule, for each by which not all were.</summary>
    private static (RoundingRule Rule, Possibility Possibility)[] UnderOtherRules(
        CountQuestion question, MatrixCheck? matrix, TimeSpan budget)
    {
        var used = question.Claims.Select(claim => claim.Rule).Distinct().ToArray();
        return
        [
            .. Rules.Where(rule => used is not [var only] || only != rule).Select(rule =>
                (rule, matrix is { HasOtherHits: true } ? Possibility.Impossible
                    : matrix is { IsOfTheseImages: true } ? MatrixCheck.Verdict(matrix.Matrix, question.Under(rule))
                    : IntegerAudit.Possible(question.Under(rule), budget))),
        ];
    }

    /// <summary>The values of disparities that consistent figures admit, whatever is printed of the disparity itself.</summary>
    private static List<(FigureName Figure, ExactInterval Interval)> Disparities(
        CountQuestion question, ConfusionMatrix? witness, TimeSpan aside)
    {
        var ends = Effort.Ends(question.Supports.Count) is var own && own < aside ? own : aside;
        List<(FigureName, ExactInterval)> intervals = [];
        foreach (var figure in new[] { FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap })
            if (Interval(question with { Claims = [.. question.Claims.Where(claim => claim.Figure != figure)] }, figure,
                ends, witness is null ? null : MatrixCheck.Counts(witness, question)) is { } interval)
                intervals.Add((figure, interval));
        return intervals;
    }

    /// <summary>
    /// Whether nothing says that rows are classes, and each alone can be of its own images with some share of positives among them.
    /// </summary>
    private static bool MayBeSets(AuditedFigures figures) =>
        figures is { Matrices.Count: 0, Report: { Sets.Count: > 1 } report }
        && figures.Question.Claims.Count == report.Question.Claims.Count
        && !report.Sets.Any(set => AnySupports.Exclude(set.Claims, set.Images));

    /// <summary>The first reading that is consistent; else the last, of which all others are special cases.</summary>
    private static (
        Reading Reading, CountAnswer Answer, IReadOnlyList<string> Passed) Decide(IReadOnlyList<Reading> readings, TimeSpan budget)
    {
        List<string> passed = [];
        List<CountAnswer> answers = [];
        foreach (var reading in readings)
        {
            // Where one reading is not decided, others hardly are.
            var answer =
                IntegerAudit.Verdict(reading.Question, answers.Any(other => other.Possibility == Possibility.Undecided)
                    ? budget / 4
                    : budget);
            if (answer.Possibility == Possibility.Consistent) return (reading, answer, passed);
            answers.Add(answer);
            passed.Add(reading.Words.Count > 0 ? string.Join(" and ", reading.Words) : "the usual reading");
        }
        var undecided = answers.FindIndex(answer => answer.Possibility == Possibility.Undecided);
        if (undecided >= 0) return (readings[undecided], answers[undecided], []);
        // Impossible in all: the reasons are those of the widest reading under the rule of rounding that is usual.
        return (Usual(readings, zeroDivision: 0, LeftOut(readings[0]))[^1], new(Possibility.Impossible), []);
    }

    /// <summary>
    /// The figure's values under the figures' rule. Where that may be any of the three, the hull of the three intervals, of which
    /// values between two of them may be none's.
    /// </summary>
    private static ExactInterval? Interval(CountQuestion question, FigureName figure, TimeSpan budget, Counts? known)
    {
        if (question.Claims.All(claim => claim.Rule != RoundingRule.Any)) return IntegerAudit.Interval(question, figure, budget, known);
        ExactInterval? hull = null;
        foreach (var rule in Rules)
        {
            var under = question.TakingAnyAs(rule);
            if (IntegerAudit.Possible(under, budget) == Possibility.Impossible) continue;
            if (IntegerAudit.Interval(under, figure, budget) is not { } own) return null;
            hull = hull is null
                ? own
                : new(hull.Low < own.Low ? hull.Low : own.Low, hull.High > own.High ? hull.High : own.High,
                    Attained: hull.Attained && own.Attained);
        }
        return hull;
    }
}

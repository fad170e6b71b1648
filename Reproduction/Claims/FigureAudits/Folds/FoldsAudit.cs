using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Whether printed means over folds or runs can be true together.</summary>
/// <param name="Possibility">The verdict.</param>
/// <param name="Assumption">Under which folds, and what was averaged.</param>
/// <param name="Plan">The folds of the answer.</param>
/// <param name="Answer">The evidence: a witness's classes are folds.</param>
internal sealed partial record FoldsAudit(Possibility Possibility, string Assumption, FoldPlan Plan, CountAnswer Answer)
{
    private IReadOnlyList<FigureClaim> Claims { get; init; } = [];

    private IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Judges means over folds.</summary>
    /// <param name="input">Claims, supports and folds.</param>
    /// <param name="options">Which folds.</param>
    /// <exception cref="BadInputException">They make no question.</exception>
    public static FoldsAudit Of(AuditInput input, FoldOptions options)
    {
        if (input.Report is not null)
            throw new BadInputException("--folds: found beside --report, expected --claim NAME=VALUE, each a mean over folds");
        if (input.Claims.Count == 0)
            throw new BadInputException("--claim: missing, expected at least one mean over folds such as accuracy=0.9525");
        var rule = input.Rounding is null ? RoundingRule.Nearest : AuditedFigures.Rule(input.Rounding);
        if (options.FoldSupport is null && input.Support is null)
            throw new BadInputException("--support: missing, expected images a class such as 200,100, or --fold-support");
        long[][] sets = input.Support is null ? [] : [.. input.Support.Split(';').Select(set => AuditedFigures.Supports("--support", set))];
        if (sets.Length > 0 && sets.Any(set => set.Length != sets[0].Length || set.Length < 2))
            throw new BadInputException("--support: expected two classes or more, as many of each data set, such as 200,100;50,30");
        var k = options.Folds ?? 1;
        if (options.FoldSupport is null && k < 1) throw new BadInputException($"--folds: found {k}, expected 1 or more");
        var given = options.FoldSupport is { } text ? FoldPlan.Given(text) : null;
        var classes = given?.Folds[0].Length ?? sets[0].Length;
        if (classes < 2) throw new BadInputException("--fold-support: expected two classes or more, such as 10,5;11,4");
        var positive = input.Positive is "0" && classes == 2 ? 0 : 1;
        var (texts, deviations) = Deviations(input.Claims);
        var claims = FoldClaims.Read(texts, classes, rule, positive);
        var all = true;
        IReadOnlyList<FoldPlan> plans;
        if (given is not null) plans = [given];
        else if (options.Mixed && classes == 2 && sets.Length == 1) (plans, all) = FoldPlan.Mixed(sets[0], k);
        else plans = FoldPlan.Stratified(sets, k, options.Repeats);
        foreach (var (name, mean, deviation) in deviations)
            if (TooWide(mean, deviation, plans[0].Folds.Count) is { } why)
                return new(Possibility.Impossible, "means of scores between 0 and 1", plans[0],
                    new(Possibility.Impossible) { Reasons = [$"{name}: {why}"] })
                { Claims = claims };
        return Decide(plans, all, claims, texts, positive, sets, rule) with
        {
            Claims = claims,
            Notes = deviations.Count == 0 ? [] : ["deviations are held against the widest that so many folds can have, and no further"],
        };
    }

    /// <summary>Says it to people.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(
            $"{FiguresAuditText.Name(Possibility)}: {(Claims.Count == 1 ? "1 mean" : $"{Claims.Count} means")} over {Plan.Folds.Count} "
            + $"folds of {Numbers.Whole(Plan.Folds.Sum(fold => fold.Sum()))} images");
        output.WriteLine(
            $"  assuming {Assumption}, rounded by "
            + $"{string.Join(" or ", Claims.Select(claim => claim.Rule).Distinct().Select(FiguresAuditText.Name))}");
        foreach (var note in Notes) output.WriteLine($"  {note}");
        if (Answer.Progress is { } progress) output.WriteLine($"  how far it came: {progress}");
        if (Answer.Conflict.Count > 0)
        {
            output.WriteLine(Answer.ConflictIsSmallest
                ? "\nthese clash already, and no fewer figures do:"
                : "\nthese clash already, and perhaps fewer of them:");
            foreach (var claim in Answer.Conflict) output.WriteLine($"  {claim.Name} = {claim.Printed}");
        }
        if (Answer.Reasons.Count > 0) output.WriteLine("\nwhy:");
        for (var i = 0; i < Answer.Reasons.Count; i++) output.WriteLine($"  {i + 1}. {Answer.Reasons[i]}");
        if (Answer.Witness is not { } witness) return;
        output.WriteLine("\ncounts that print every one of these means (one way of many: not necessarily theirs):");
        output.WriteLine($"  {"fold",5} {"positives",10} {"hits",8} {"negatives",10} {"false alarms",13}");
        for (var fold = 0; fold < Plan.Folds.Count; fold++)
        {
            var (positives, images) = (witness.Support(fold), Plan.Folds[fold].Sum());
            output.WriteLine(
                $"  {fold + 1,5} {positives,10} {witness[fold, fold],8} {images - positives,10} "
                + $"{witness.Predicted(fold) - witness[fold, fold],13}");
        }
    }

    /// <summary>Says it to programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["verdict"] = FiguresAuditText.Name(Possibility),
        ["assumptions"] = Assumption,
        ["folds"] = new JsonArray([.. Plan.Folds.Select(fold => new JsonArray([.. fold.Select(images => JsonValue.Create(images))]))]),
        ["hits"] = Answer.Witness is { } witness
            ? new JsonArray([.. Enumerable.Range(0, Plan.Folds.Count).Select(fold => JsonValue.Create(witness[fold, fold]))])
            : null,
        ["false_alarms"] = Answer.Witness is { } matrix
            ? new JsonArray(
                [.. Enumerable.Range(0, Plan.Folds.Count).Select(fold => JsonValue.Create(matrix.Predicted(fold) - matrix[fold, fold]))])
            : null,
        ["reasons"] = new JsonArray([.. Answer.Reasons.Select(reason => JsonValue.Create(reason))]),
    };

    private static FoldsAudit Decide(
        IReadOnlyList<FoldPlan> plans, bool all, IReadOnlyList<FigureClaim> claims, IReadOnlyList<string> texts, int positive,
        long[][] sets, RoundingRule rule)
    {
        Possibility worst = all ? Possibility.Impossible : Possibility.Undecided;
        var budget = IntegerAudit.DefaultBudget / 2 / Math.Min(5, plans.Count);
        foreach (var plan in plans)
        {
            var question = FoldClaims.Question(plan, claims, positive);
            var possibility = IntegerAudit.Possible(question, budget);
            if (possibility == Possibility.Consistent)
                return new(possibility, $"{plan.Words}, each figure the mean of its folds' scores", plan,
                    IntegerAudit.Decide(question, budget));
            if (possibility == Possibility.Undecided) worst = possibility;
        }
        if (sets.Length == 1)
        {
            // Scores of the pooled counts: one test set.
            string[] names = [.. Enumerable.Range(0, sets[0].Length).Select(c => $"{c}")];
            var pooled = new AuditedFigures(names, new(sets[0], [])).With(texts, rule, positive);
            var answer = IntegerAudit.Decide(pooled.Question, budget);
            if (answer.Possibility == Possibility.Consistent)
                return new(Possibility.Consistent, "each figure the score of all folds' counts together, not the mean of their scores",
                    new("all folds together", [sets[0]]), answer)
                { Pooled = true };
            if (answer.Possibility == Possibility.Undecided) worst = Possibility.Undecided;
        }
        var last = IntegerAudit.Decide(FoldClaims.Question(plans[0], claims, positive), budget);
        return worst == Possibility.Impossible
            ? new(worst,
                $"{plans[0].Words}, each figure the mean of its folds' scores; the score of all folds' counts together is excluded too",
                plans[0], last)
            : new(worst, $"{plans[0].Words}", plans[0],
                new(Possibility.Undecided)
                {
                    Progress = last.Progress
                    ?? "not every way of mixing classes in folds could be tried: --fold-support says which it was"
                });
    }

    private bool Pooled { get; init; }

    private static (
        IReadOnlyList<string> Claims,
        IReadOnlyList<(string Name, PrintedFigure Mean, PrintedFigure Deviation)> Deviations) Deviations(IReadOnlyList<string> claims)
    {
        List<string> means = [];
        List<(string, PrintedFigure, PrintedFigure)> deviations = [];
        foreach (var claim in claims)
        {
            var (name, value) = LooseClaim.Split(claim);
            if (PlusMinus().Match(value) is not { Success: true } match)
            {
                means.Add(claim);
                continue;
            }
            if (CellText.Figure(match.Groups[1].Value) is not { } mean || CellText.Figure(match.Groups[2].Value) is not { } deviation)
                throw new BadInputException($"--claim {Shown.Short(claim)}: expected a mean and its deviation such as 0.8223±0.0071");
            means.Add($"{name}={match.Groups[1].Value.Trim()}");
            deviations.Add((name, mean, deviation));
        }
        return (means, deviations);
    }

    /// <summary>K shares with mean m have a variance of at most m (1 − m), of which a sample's is K / (K − 1) times.</summary>
    private static string? TooWide(PrintedFigure mean, PrintedFigure deviation, int folds)
    {
        if (folds < 2 || mean.Value > 1) return null;
        var half = mean.Unit / 2;
        Rational Spread(Rational m) => m * ((Rational)1 - m) * new Rational(folds, folds - 1);
        Rational nearest = mean.Value - half > new Rational(1, 2)
            ? mean.Value - half
            : mean.Value + half < new Rational(1, 2)
            ? mean.Value + half
            : new Rational(1, 2);
        var least = deviation.Value - deviation.Unit / 2;
        return least > 0 && least * least > Spread(nearest)
            ? $"{folds} shares with a mean of {mean} have a standard deviation of at most "
                + $"{Math.Sqrt(Spread(nearest).ToDouble()).ToString("F4", CultureInfo.InvariantCulture)}, not {deviation}."
            : null;
    }

    [GeneratedRegex(@"^(.*?)(?:±|\+/?-)(.*)$")]
    private static partial Regex PlusMinus();
}

/// <summary>Which folds means are over.</summary>
internal sealed record FoldOptions
{
    /// <summary>Folds of each data set.</summary>
    public int? Folds { get; init; }

    /// <summary>Images a class of each fold.</summary>
    public string? FoldSupport { get; init; }

    /// <summary>How often each data set was divided.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Whether folds are anyhow mixed, and not stratified.</summary>
    public bool Mixed { get; init; }
}

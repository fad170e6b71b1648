using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Whether printed means over folds or runs can be true together.</summary>
/// <param name="Possibility">The verdict.</param>
/// <param name="Assumption">Under which folds, and what was averaged.</param>
/// <param name="Plan">The folds of the answer.</param>
/// <param name="Answer">The evidence: a witness's classes are folds of two classes, or the classes of one fold after the other.</param>
internal sealed record FoldsAudit(Possibility Possibility, string Assumption, FoldPlan Plan, CountAnswer Answer)
{
    private static readonly TimeSpan Most = IntegerAudit.DefaultBudget / 2;
    private static readonly TimeSpan AtFirst = TimeSpan.FromSeconds(0.3);
    private const int Thorough = 4;

    /// <summary>Means and spreads.</summary>
    public IReadOnlyList<FigureClaim> Claims { get; init; } = [];

    /// <summary>Whether the answer is of all folds' counts together.</summary>
    public bool Pooled { get; init; }

    /// <summary>Classes of the question, which a witness may have one more than.</summary>
    public int Listed { get; private init; }

    /// <summary>Folds under which impossible means would be consistent, in words.</summary>
    public IReadOnlyList<string> WouldBe { get; init; } = [];

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
        RefuseIdle(input, options);
        var rule = input.Rounding is null ? RoundingRule.Nearest : AuditInput.RuleOf(input.Rounding);
        var (sets, given) = (Sets(input, options), options.FoldSupport is { } text ? FoldPlan.Given(text) : null);
        var k = options.Folds ?? 1;
        var classes = given?.Folds[0].Length ?? sets[0].Length;
        if (classes < 2) throw new BadInputException("--fold-support: expected two classes or more, such as 10,5;11,4");
        var positive = PositiveClass.Among(classes, input.Positive);
        var images = given is null ? sets.Sum(set => set.Sum()) : given.Folds.Sum(fold => fold.Sum());
        if (input.Images is { } said && said != images)
            throw new BadInputException($"--images: found {said} beside folds of {images} images, expected the one or the other");
        var claims = FoldClaims.Read(input.Claims, classes, rule, positive);
        var isOfOne = sets.Length == 1 && options.Repeats == 1;
        var (plans, all) = given is not null ? ([given], true)
            : options.Mixed && isOfOne ? FoldPlan.Mixed(sets[0], k)
            : FoldPlan.Stratified(sets, k, options.Repeats);
        // Stratified folds are some of the mixed ones.
        all &= given is not null || isOfOne || !options.Mixed;
        if (plans[0].Folds.FirstOrDefault(fold => fold.Sum() == 0) is not null)
            throw new BadInputException("--folds: a fold without images, expected one at least in each");
        // Of accuracy alone it does not matter how classes are mixed.
        all |= claims.IsOfAccuracy;
        if (claims.TooWide(plans[0].Folds.Count) is { } why)
            return new(Possibility.Impossible, "means of scores between 0 and 1", plans[0], new(Possibility.Impossible) { Reasons = [why] })
            { Claims = claims.Claims };
        var audit = Decide(plans, all, claims, positive, rule) with { Claims = claims.Claims };
        if (audit.Possibility == Possibility.Impossible && SinglePrecision.Of(claims.Claims) is { } single
            && Decide(plans, all, claims with { Claims = single }, positive, rule) is { Possibility: not Possibility.Impossible } other)
            return other with { Claims = single, Assumption = $"{other.Assumption}, {SinglePrecision.Words}" };
        if (audit.Possibility == Possibility.Impossible && options.Repeats > 1 && claims.HasDeviations
            && Decide(plans, all, claims.WithoutDeviations, positive, rule).Possibility != Possibility.Impossible)
            return audit with
            {
                Possibility = Possibility.Undecided,
                Answer = new(Possibility.Undecided) { Progress = "deviations may be of the repeats' means, which were not tried" },
            };
        return audit.Possibility == Possibility.Impossible && given is null && !options.Mixed && sets.Length == 1 && k > 1
            && AdmitsMixed(sets[0], k, claims, positive)
            ? audit with { WouldBe = ["folds are not stratified (--mixed-folds)"] }
            : audit;
    }

    private static FoldsAudit Decide(
        IReadOnlyList<FoldPlan> plans, bool all, FoldClaims claims, int positive, RoundingRule rule)
    {
        var clock = new ProcessorTime();
        int[] zeros = claims.MayDivideByNothing ? [0, 1] : [0];
        var attempts =
            (from zero in zeros
             from read in claims.HasDeviations ? new[] { claims.Claims, claims.OverTheNumber } : [claims.Claims]
             from plan in plans
             select (Plan: plan, Question: FoldQuestion.Of(plan, read, positive, zero), Words: Words(claims, read, zero))).ToList();
        var worst = all ? Possibility.Impossible : Possibility.Undecided;
        var progress = all ? null : "not every way of mixing classes in folds could be tried: --fold-support says which it was";
        // All of them for a short time before one of them for long.
        foreach (var budget in new[] { AtFirst, Most / Math.Min(Thorough, attempts.Count) })
        {
            var left = attempts.ToList();
            attempts.Clear();
            foreach (var attempt in left)
            {
                var answer = attempt.Question is null ? new(Possibility.Undecided) { Progress = "too many classes over all folds" }
                    : clock.Elapsed > Most ? new(Possibility.Undecided) { Progress = "not all folds could be tried" }
                    : IntegerAudit.Verdict(attempt.Question, budget);
                if (answer.Possibility == Possibility.Consistent)
                    return new(Possibility.Consistent, $"{attempt.Plan.Words}, {attempt.Words}", attempt.Plan, answer)
                    {
                        Listed = attempt.Question!.Supports.Count
                    };
                if (answer.Possibility == Possibility.Impossible) continue;
                attempts.Add(attempt);
                if (budget != AtFirst) (worst, progress) = (Possibility.Undecided, progress ?? answer.Progress);
            }
        }
        // What differs from fold to fold is no score of all folds together.
        var together = claims.HasSpreads ? null : Together(plans[0], claims, positive, rule, zeros);
        if (together is { Possibility: Possibility.Consistent }) return together;
        if (together is { Possibility: Possibility.Undecided })
            (worst, progress) = (Possibility.Undecided, progress ?? together.Answer.Progress);
        if (plans.Any(plan => plan.Folds.Any(fold => fold.Contains(0))) && !claims.IsOfAccuracy && worst == Possibility.Impossible)
            (worst, progress) = (Possibility.Undecided, "a class has no images in some fold: what its scores are there is not said");
        return worst == Possibility.Impossible
            ? new(worst,
                $"{plans[0].Words}, {Words(claims, claims.Claims, 0)}{(zeros.Length > 1 ? " or 1" : "")}"
                + (together is null ? "" : "; the score of all folds' counts together is excluded too"),
                plans[0], IntegerAudit.Clash(FoldQuestion.Of(plans[0], claims.Claims, positive)!, Most / 4))
            : new(worst, plans[0].Words, plans[0], new(Possibility.Undecided) { Progress = progress });
    }

    /// <summary>Scores of the counts of all folds together: one test set.</summary>
    private static FoldsAudit? Together(
        FoldPlan plan, FoldClaims claims, int positive, RoundingRule rule, int[] zeros)
    {
        long[] images = [.. Enumerable.Range(0, plan.Folds[0].Length).Select(c => plan.Folds.Sum(fold => fold[c]))];
        string[] names = [.. Enumerable.Range(0, images.Length).Select(c => $"{c}")];
        var question = new AuditedFigures(names, new(images, [])).With(claims.Means, rule, positive).Question;
        FoldsAudit? last = null;
        foreach (var zero in zeros)
        {
            var answer = IntegerAudit.Verdict(question with { Conventions = question.Conventions with { ZeroDivision = zero } }, Most / 4);
            var audit =
                new FoldsAudit(answer.Possibility, "each figure the score of all folds' counts together, not the mean of their scores",
                    new("all folds together", [images]), answer)
                { Pooled = true, Listed = images.Length };
            if (answer.Possibility == Possibility.Consistent) return audit;
            if (last is not { Possibility: Possibility.Undecided }) last = audit;
        }
        return last;
    }

    private static string Words(FoldClaims claims, IReadOnlyList<FigureClaim> read, int zero) =>
        "each figure the mean of its folds' scores"
        + (claims.HasDeviations
            ? read == claims.Claims ? ", deviations over the number of folds less one" : ", deviations over the number of folds"
            : "")
        + (claims.MayDivideByNothing ? $", zero_division {zero}" : "");

    /// <summary>Whether folds of one size whose classes are mixed otherwise admit what stratified ones do not.</summary>
    private static bool AdmitsMixed(long[] set, int k, FoldClaims claims, int positive)
    {
        var clock = new ProcessorTime();
        return FoldPlan.Mixed(set, k).Plans.Any(plan => clock.Elapsed < Most / 2
            && FoldQuestion.Of(plan, claims.Claims, positive) is { } question
            && IntegerAudit.Possible(question, TimeSpan.FromSeconds(1)) == Possibility.Consistent);
    }

    /// <summary>Refuses what would have no effect on means over these folds.</summary>
    private static void RefuseIdle(AuditInput input, FoldOptions options)
    {
        input.CheckLastLine();
        if (options.FoldSupport is null) return;
        var idle = options.Folds is not null ? "--folds"
            : options.Repeats != 1 ? "--repeats"
            : options.Mixed ? "--mixed-folds"
            : input.Support is not null ? "--support" : null;
        if (idle is not null)
            throw new BadInputException(
                $"{idle}: found beside --fold-support, which says how many images of each class every fold has, expected the one or the "
                + "other");
    }

    private static long[][] Sets(AuditInput input, FoldOptions options)
    {
        if (options.FoldSupport is null && input.Support is null)
            throw new BadInputException("--support: missing, expected images a class such as 200,100, or --fold-support");
        long[][] sets = input.Support is null ? [] : [.. input.Support.Split(';').Select(set => AuditInput.SupportsOf("--support", set))];
        if (sets.Length > 0 && sets.Any(set => set.Length != sets[0].Length || set.Length < 2))
            throw new BadInputException("--support: expected two classes or more, as many of each data set, such as 200,100;50,30");
        if (options.FoldSupport is null && (options.Folds ?? 1) is < 1 and var k)
            throw new BadInputException($"--folds: found {k}, expected 1 or more");
        if (options.Repeats < 1) throw new BadInputException($"--repeats: found {options.Repeats}, expected 1 or more");
        return sets;
    }
}

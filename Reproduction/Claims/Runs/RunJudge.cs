using Reproduction.Archive;
using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Recipes;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>
/// What a set of runs says of a claim. A figure was published of one run, so it is held against the runs' distribution for one run
/// more (<see cref="TTest.OneAgainst"/>): it is rejected where it lies outside of their prediction interval, and shown to be the
/// same, but for what the claim's rule says does not matter, by two one-sided tests (<see cref="Equivalence"/>). Both can be so:
/// then it differs immaterially. A rise is judged likewise from the differences of each seed's two models, and counts as reproduced
/// only where those rise as well (<see cref="TTest.OfMean"/>). That references are sets of runs, not a number and a tolerance, is
/// as MLPerf has it; its own rule is another one: it compares epochs to converge, drops the best and the worst run, asks for twice
/// as many reference runs as are submitted, and rejects on one side only, what converges too fast.
/// </summary>
/// <param name="ledger">
/// The rules: the level of the tests; the power, with which a true figure should be shown to be so, and the bound of a deviation holds;
/// the recipes, which are the protocols that a run must have followed; the effect, of which is said, where runs decide nothing, how many
/// seeds it takes to see it. The seeds that were fixed for a recipe beforehand are judged when all are there, and no other is, because
/// who looks after every run finds what he looks for more often than the level says; where none are fixed, all seeds are judged.
/// </param>
public sealed class RunJudge(Ledger ledger)
{
    /// <summary>The verdict; runs under another protocol are shown beside it and decide nothing.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="runs">All whole runs at hand, of whatever recipe.</param>
    public Verdict Judge(RunClaim claim, IReadOnlyList<CheckedRun> runs)
    {
        var rule = claim.Acceptance;
        var recipe = ledger.RecipeNamed(rule.Recipe);
        var candidates = runs
            .Where(run => run.Record.Models.ContainsKey(rule.Model) && (rule.Over is null || run.Record.Models.ContainsKey(rule.Over)))
            .Select(run => (Run: run, Differences: Departures(run.Record, recipe, rule)))
            .ToList();
        var own = candidates.Where(candidate => candidate.Differences.Count == 0).Select(candidate => candidate.Run)
            .DistinctBy(run => run.Record.Seed).OrderBy(run => run.Record.Seed).ToList();
        var others = candidates.Where(candidate => candidate.Differences.Count > 0)
            .Select(candidate => (Run: candidate.Run.Record, candidate.Differences)).ToList();
        return own.Count == 0
            ? NotRun(rule, others)
            : Tested(claim, own, ledger.Seeds.GetValueOrDefault(rule.Recipe) ?? []) with { Differences = Differences(others) };
    }

    /// <summary>The claim's figure in a run: the model's metric, or its rise over the other model's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rule">The claim's rule.</param>
    public static double? Figure(RunRecord run, Acceptance rule) => rule.Over is null
        ? run.Models[rule.Model].Metric(rule.Metric)
        : run.Models[rule.Model].Metric(rule.Metric) - run.Models[rule.Over].Metric(rule.Metric);

    /// <summary>A metric's interval as words to follow the figure, <c> [0.8735, 0.8862]</c>; empty where there is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    public static string IntervalAfter(RunRecord run, string model, string metric) =>
        run.Models[model].Interval(metric) is { } interval ? $" {Numbers.Interval(interval.Low, interval.High)}" : "";

    private Verdict Tested(RunClaim claim, IReadOnlyList<CheckedRun> runs, IReadOnlyList<long> fixedSeeds)
    {
        var rule = claim.Acceptance;
        var reasons = new RunReasons(ledger.Level, ledger.Power);
        List<string> beside = [];
        if (fixedSeeds.Count > 0)
        {
            long[] others = [.. runs.Select(run => run.Record.Seed).Where(seed => !fixedSeeds.Contains(seed))];
            if (others.Length > 0) beside.Add(RunReasons.NotJudged(others));
            runs = [.. runs.Where(run => fixedSeeds.Contains(run.Record.Seed))];
        }
        var figures = runs.Select(run => Figure(run.Record, rule)).OfType<double>().ToList();
        if (figures.Count < fixedSeeds.Count)
            return new(VerdictKind.Underpowered,
                [RunReasons.Awaited(rule, figures, fixedSeeds.Count), .. beside, .. SeedsForTheEffect(runs)]);
        if (figures.Count < 2)
            return new(VerdictKind.Underpowered, [RunReasons.TooFew(rule, figures), .. beside, .. SeedsForTheEffect(runs)]);
        var test = TTest.OneAgainst(claim.Value, figures, ledger.Level);
        if (TTest.AreTied(figures)) return new(VerdictKind.Underpowered, [RunReasons.Tie(rule, figures), .. beside]);
        var isShown = test.IsShown(rule.Sees);
        List<string> why = [.. reasons.Of(claim, figures, test, isShown), .. beside];
        if (test.Rejects) return new(isShown ? VerdictKind.DiffersImmaterially : VerdictKind.NotReproduced, why);
        var rises = true;
        if (rule.Over is not null)
        {
            var rise = TTest.OfMean(figures, ledger.Level);
            rises = rise.Rejects && rise.Difference > 0;
            why.Add(reasons.Rise(rule, figures, rise, rises));
        }
        if (rises && isShown) return new(VerdictKind.Reproduced, why);
        why.AddRange(reasons.Power(rule, figures.Count, test));
        why.AddRange(SeedsForTheEffect(runs));
        return new(VerdictKind.Underpowered, why);
    }

    /// <summary>How many seeds it takes to tell the published effect from noise, by these runs.</summary>
    private IEnumerable<string> SeedsForTheEffect(IReadOnlyList<CheckedRun> runs) =>
        ledger.Effect is { } effect && EffectNoise.Of(effect, runs) is { } noise ? [noise.Sentence(ledger.Level, ledger.Power)] : [];

    /// <summary>In what the run departs from the protocol of the model, and of the one over which it is to rise.</summary>
    private static IReadOnlyList<string> Departures(RunRecord run, Recipe recipe, Acceptance rule) =>
        ProtocolDifferences.Of(run, recipe, new[] { rule.Model, rule.Over }.OfType<string>());

    private Verdict NotRun(Acceptance rule, IReadOnlyList<(RunRecord Run, IReadOnlyList<string> Differences)> others)
    {
        var recipes = others.Where(other => Figure(other.Run, rule) is not null).GroupBy(other => other.Run.Recipe)
            .Select(group =>
            {
                IReadOnlyList<RunRecord> runs = [.. group.Select(other => other.Run)];
                if (rule.Over is null) runs = OfTheirOwn(runs, rule.Model);
                return (Recipe: group.Key, Figures: runs.Select(run => Figure(run, rule)!.Value).ToList(), Run: runs[0]);
            })
            .ToList();
        return new(VerdictKind.NotRun,
        [
            RunReasons.NoneStored(rule, ledger.Needs.GetValueOrDefault(rule.Recipe)),
            .. recipes.Select(recipe => RunReasons.OtherProtocol(recipe.Recipe, recipe.Figures,
                recipe.Figures.Count == 1 && rule.Over is null ? IntervalAfter(recipe.Run, rule.Model, rule.Metric) : "")),
            new RunReasons(ledger.Level, ledger.Power).KnownBeforehand(rule, recipes.Select(recipe => (recipe.Recipe, recipe.Figures))),
        ])
        { Differences = Differences(others) };
    }

    /// <summary>The runs that have a model of their own: one that was made once is one, however many seeds' records have it.</summary>
    /// <param name="runs">Runs of one recipe.</param>
    /// <param name="model">The model.</param>
    internal static IReadOnlyList<RunRecord> OfTheirOwn(IEnumerable<RunRecord> runs, string model) =>
        [.. runs.All(run => run.IsMadeOnce(model)) ? runs.Take(1) : runs];

    private static IReadOnlyList<string> Differences(IReadOnlyList<(RunRecord Run, IReadOnlyList<string> Differences)> others) =>
        [.. others.SelectMany(other => other.Differences.Select(line => $"{other.Run.Recipe}: {line}")).Distinct()];
}

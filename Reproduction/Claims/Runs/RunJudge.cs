using System.Globalization;
using MathNet.Numerics.Statistics;
using Reproduction.Claims.Published;
using Reproduction.Claims.Verdicts;
using Reproduction.Experiments;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>
/// What a set of runs says of a claim, after the manner of MLPerf's reference convergence points: references are sets of runs,
/// not a number and a tolerance, and the rule is a test with a level and a power. A figure was published of one run: it is
/// rejected where it lies outside the runs' prediction interval for one run more (<see cref="TTest.OneAgainst"/>). A rise is
/// rejected likewise, from the differences of each seed's two models, and counts as reproduced only where those rise as well
/// (<see cref="TTest.OfMean"/>). No rejection counts as a reproduction only if the runs would have rejected a figure off by what
/// the claim's rule says, with the ledger's power.
/// </summary>
/// <param name="level">Level of the tests.</param>
/// <param name="power">Power that a reproduction needs.</param>
/// <param name="protocol">Finds a recipe by name: the protocol that a run must have followed.</param>
/// <param name="effect">The rise that the publication is about: where runs decide nothing, how many seeds it takes to see it.</param>
/// <param name="needs">What a run of a recipe needs, for people; recipes that need nothing rare are not in it.</param>
public sealed class RunJudge(
    double level, double power, Func<string, Recipe> protocol, RunClaim? effect, IReadOnlyDictionary<string, string> needs)
{
    /// <summary>Judges by a ledger's rules.</summary>
    /// <param name="ledger">The ledger.</param>
    public RunJudge(Ledger ledger)
        : this(ledger.Level, ledger.Power, name => RecipeFile.Find(name), ledger.Effect, ledger.Needs) { }

    /// <summary>The verdict; runs under another protocol are shown beside it and decide nothing.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="runs">All whole runs at hand, of whatever recipe.</param>
    public Verdict Judge(RunClaim claim, IReadOnlyList<RunRecord> runs)
    {
        var rule = claim.Acceptance;
        var recipe = protocol(rule.Recipe);
        var candidates = runs.Where(run => run.Models.ContainsKey(rule.Model) && (rule.Over is null || run.Models.ContainsKey(rule.Over)))
            .Select(run => (Run: run, Differences: Departures(run, recipe, rule)))
            .ToList();
        var own = candidates.Where(candidate => candidate.Differences.Count == 0).Select(candidate => candidate.Run)
            .DistinctBy(run => run.Seed).OrderBy(run => run.Seed).ToList();
        var others = candidates.Where(candidate => candidate.Differences.Count > 0).ToList();
        return own.Count == 0
            ? NotRun(rule, others)
            : Tested(claim, own) with { Differences = Differences(others) };
    }

    /// <summary>The claim's figure in a run: the model's metric, or its rise over the other model's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rule">The claim's rule.</param>
    public static double? Figure(RunRecord run, Acceptance rule) => rule.Over is null
        ? Metric(run, rule.Model, rule.Metric)
        : Metric(run, rule.Model, rule.Metric) - Metric(run, rule.Over, rule.Metric);

    /// <summary>A model's metric as <c>run.json</c> has it; <see langword="null"/> where it is undefined.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    public static double? Metric(RunRecord run, string model, string metric) => run.Models[model].Metrics[metric]?.GetValue<double>();

    /// <summary>
    /// The interval that <c>run.json</c> gives with a model's metric: what another set of test images would change, not another
    /// seed. <see langword="null"/> where there is none.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    public static (double Low, double High)? Interval(RunRecord run, string model, string metric) =>
        run.Models[model].Metrics["intervals"]?[metric] is { } interval
            ? (interval["low"]!.GetValue<double>(), interval["high"]!.GetValue<double>())
            : null;

    /// <summary>The same as words to follow the figure, <c> [0.8735, 0.8862]</c>; empty where there is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    public static string IntervalAfter(RunRecord run, string model, string metric) =>
        Interval(run, model, metric) is var (low, high) ? $" [{Number(low)}, {Number(high)}]" : "";

    private Verdict Tested(RunClaim claim, IReadOnlyList<RunRecord> runs)
    {
        var rule = claim.Acceptance;
        var figures = runs.Select(run => Figure(run, rule)).OfType<double>().ToList();
        if (figures.Count < 2)
            return new(VerdictKind.Underpowered,
            [
                $"{Count(figures.Count, "run")} of recipe {rule.Recipe}{string.Concat(figures.Select(figure => $" ({Number(figure)})"))}: without a second seed nothing is known of what seeds scatter",
                .. SeedsForTheEffect(runs),
            ]);
        var test = TTest.OneAgainst(claim.Value, figures, level);
        var mean = figures.Mean();
        var interval = test.Interval;
        // The figures that would not be rejected: mean ± the same half-width as around the difference.
        var half = (interval.High - interval.Low) / 2;
        var seen = test.Power(rule.Sees);
        List<string> why =
        [
            $"{Count(figures.Count, "run")} of recipe {rule.Recipe}: mean {Number(mean)}, deviation between seeds {Number(test.Deviation)}",
            $"{Percent(1 - level)} prediction interval for one run more [{Number(mean - half)}, {Number(mean + half)}], published {claim.Published}, p = {Probability(test.PValue)}",
            $"a figure off by {Number(rule.Sees)} would be rejected with probability {seen.ToString("F2", CultureInfo.InvariantCulture)} (needed: {power.ToString("F2", CultureInfo.InvariantCulture)})",
        ];
        if (test.Rejects) return new(VerdictKind.NotReproduced, why);
        var rises = true;
        if (rule.Over is not null)
        {
            var rise = TTest.OfMean(figures, level);
            rises = rise.Rejects && rise.Difference > 0;
            why.Add($"mean rise of {rule.Model} over {rule.Over} {Number(mean)}, {Percent(1 - level)} interval [{Number(rise.Interval.Low)}, {Number(rise.Interval.High)}]{(rises ? "" : ": a rise is not shown")}");
        }
        if (rises && seen >= power) return new(VerdictKind.Reproduced, why);
        var seeds = TTest.SeedsToReject(test.Deviation, rule.Sees, level, power);
        why.Add(seeds is { } enough
            ? $"{Count(Math.Max(enough, figures.Count + 1), "seed")} would do, if the deviation stays"
            : "no number of seeds would do: one run alone scatters as much as the difference to be seen");
        why.AddRange(SeedsForTheEffect(runs));
        return new(VerdictKind.Underpowered, why);
    }

    /// <summary>How many seeds it takes to tell the published effect from noise, by these runs.</summary>
    private IEnumerable<string> SeedsForTheEffect(IReadOnlyList<RunRecord> runs) =>
        effect is not null && EffectNoise.Of(effect, runs) is { } noise ? [noise.Sentence(level, power)] : [];

    /// <summary>In what the run departs from the protocol of the model, and of the one over which it is to rise.</summary>
    private static IReadOnlyList<string> Departures(RunRecord run, Recipe recipe, Acceptance rule) =>
        ProtocolDifferences.Of(run, recipe, new[] { rule.Model, rule.Over }.OfType<string>());

    private Verdict NotRun(Acceptance rule, IReadOnlyList<(RunRecord Run, IReadOnlyList<string> Differences)> others) => new(
        VerdictKind.NotRun,
        [
            $"no run of recipe {rule.Recipe} is stored{(needs.TryGetValue(rule.Recipe, out var need) ? $": it needs {need}" : "")}",
            .. others.Where(other => Figure(other.Run, rule) is not null).GroupBy(other => other.Run.Recipe).Select(group =>
            {
                var figures = group.Select(other => Figure(other.Run, rule)!.Value).ToList();
                var interval = group.Count() == 1 && rule.Over is null ? IntervalAfter(group.First().Run, rule.Model, rule.Metric) : "";
                return $"under another protocol: {group.Key}, {Count(figures.Count, "run")}, {(figures.Count == 1 ? "" : "mean ")}{Number(figures.Mean())}{interval}";
            }),
        ])
    {
        Differences = Differences(others),
    };

    private static IReadOnlyList<string> Differences(IReadOnlyList<(RunRecord Run, IReadOnlyList<string> Differences)> others) =>
        [.. others.SelectMany(other => other.Differences.Select(line => $"{other.Run.Recipe}: {line}")).Distinct()];

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{(100 * share).ToString("0.##", CultureInfo.InvariantCulture)} %";

    private static string Probability(double p) => p < 0.0001 ? "under 0.0001" : p.ToString("F4", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}

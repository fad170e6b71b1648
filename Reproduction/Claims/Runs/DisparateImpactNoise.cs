using System.Globalization;
using MathNet.Numerics.Statistics;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>How much the rise of disparate impact between the first two models that a recipe compares scatters, by runs that have both.</summary>
/// <param name="Recipe">The runs' recipe.</param>
/// <param name="Seeds">How many.</param>
/// <param name="Mean">Their mean rise.</param>
/// <param name="Deviation">
/// Of several seeds: the sample deviation of the rise. Of one: what another set of test images would make it scatter, from the
/// bootstrap intervals of the two models as if they were independent. Until there is a second seed it stands in for what seeds
/// do, and is no bound of it.
/// </param>
public sealed record DisparateImpactNoise(string Recipe, int Seeds, double Mean, double Deviation)
{
    /// <summary>The published rise: 0.9669 − 0.9376.</summary>
    public const double PublishedRise = 0.0293;

    private const string Metric = "disparate_impact";

    /// <summary>A 95 % interval of a normal figure is this many deviations wide.</summary>
    private const double WidthInDeviations = 2 * 1.959964;

    /// <summary>From runs of one recipe; <see langword="null"/> where none has both models with a disparate impact.</summary>
    /// <param name="runs">Runs, one a seed.</param>
    public static DisparateImpactNoise? Of(IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count == 0 || runs[0].Experiment($"run of {runs[0].Recipe}, seed {runs[0].Seed}").Compare is not [var (first, second), ..]) return null;
        var both = runs.Where(run => run.Models.ContainsKey(first) && run.Models.ContainsKey(second)
            && RunJudge.Metric(run, first, Metric) is not null && RunJudge.Metric(run, second, Metric) is not null).ToList();
        if (both.Count == 0) return null;
        var rises = both.Select(run => RunJudge.Metric(run, first, Metric)!.Value - RunJudge.Metric(run, second, Metric)!.Value).ToList();
        if (rises.Count > 1) return new(both[0].Recipe, rises.Count, rises.Mean(), rises.StandardDeviation());
        return Width(both[0], second) is { } one && Width(both[0], first) is { } other
            ? new(both[0].Recipe, 1, rises[0], Math.Sqrt(one * one + other * other) / WidthInDeviations)
            : null;
    }

    /// <summary>How many seeds it would take, in a sentence.</summary>
    /// <param name="level">Level of the paired t-test.</param>
    /// <param name="power">Its power.</param>
    public string Sentence(double level, double power)
    {
        var seeds = TTest.SeedsToSee(Deviation, PublishedRise, level, power);
        var deviation = Deviation.ToString("F4", CultureInfo.InvariantCulture);
        return $"to tell a rise of DI by {PublishedRise.ToString(CultureInfo.InvariantCulture)} from noise takes {(seeds is { } n ? $"{n} seeds" : "more than 1,000 seeds")} "
            + (Seeds > 1
                ? $"(its deviation between {Seeds} seeds of {Recipe} is {deviation})"
                : $"if seeds move it as another set of test images would (by {deviation} in the one run of {Recipe}, which cannot say what seeds do)");
    }

    private static double? Width(RunRecord run, string model) =>
        RunJudge.Interval(run, model, Metric) is var (low, high) ? high - low : null;
}

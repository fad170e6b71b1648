using System.Globalization;
using MathNet.Numerics.Statistics;
using Reproduction.Training;

namespace Reproduction.Claims.Runs;

/// <summary>How much the rise of disparate impact from baseline to student scatters, by runs that have both.</summary>
/// <param name="Recipe">The runs' recipe.</param>
/// <param name="Seeds">How many.</param>
/// <param name="Mean">Their mean rise.</param>
/// <param name="Deviation">
/// Of several seeds: the sample deviation of the rise. Of one: what another set of test images would make it scatter, by the
/// paired bootstrap of the two models on the same images. Until there is a second seed it stands in for what seeds do, and is no
/// bound of it.
/// </param>
public sealed record DisparateImpactNoise(string Recipe, int Seeds, double Mean, double Deviation)
{
    /// <summary>The published rise: 0.9669 − 0.9376.</summary>
    public const double PublishedRise = 0.0293;

    private const string Metric = "disparate_impact";

    /// <summary>From runs of one recipe; <see langword="null"/> where none has both models with a disparate impact.</summary>
    /// <param name="runs">Runs, one a seed.</param>
    public static DisparateImpactNoise? Of(IReadOnlyList<RunRecord> runs)
    {
        var both = runs.Where(run => run.Models.ContainsKey(ModelName.Baseline) && run.Models.ContainsKey(ModelName.Student)
            && RunJudge.Metric(run, ModelName.Baseline, Metric) is not null && RunJudge.Metric(run, ModelName.Student, Metric) is not null).ToList();
        if (both.Count == 0) return null;
        var rises = both.Select(run => RunJudge.Metric(run, ModelName.Student, Metric)!.Value - RunJudge.Metric(run, ModelName.Baseline, Metric)!.Value).ToList();
        if (rises.Count > 1) return new(both[0].Recipe, rises.Count, rises.Mean(), rises.StandardDeviation());
        return both[0].PairedDeviation is { } deviation ? new(both[0].Recipe, 1, rises[0], deviation) : null;
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
                ? $"(its deviation between {Seeds} seeds of {Recipe} is {deviation}{AtMost(level, power)})"
                : $"if seeds move it as another set of test images would (by {deviation} in the one run of {Recipe}, which cannot say what seeds do)");
    }

    /// <summary>How many it would take by the upper bound of the deviation.</summary>
    private string AtMost(double level, double power)
    {
        var upper = Equivalence.UpperDeviation(Deviation, Seeds - 1, power);
        var most = TTest.SeedsToSee(upper, PublishedRise, level, power);
        return $"; by its upper {(100 * power).ToString("0.##", CultureInfo.InvariantCulture)} % bound {upper.ToString("F4", CultureInfo.InvariantCulture)} {(most is { } n ? $"{n}" : "more than 1,000")}";
    }
}

using MathNet.Numerics.Statistics;
using Reproduction.Archive;
using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Claims.Runs;

/// <summary>How much a published rise of one model over another scatters, by runs that have both.</summary>
/// <param name="Effect">The rise.</param>
/// <param name="Recipe">The runs' recipe.</param>
/// <param name="Seeds">How many.</param>
/// <param name="Mean">Their mean rise.</param>
/// <param name="Deviation">
/// Of several seeds: the sample deviation of the rise. Of one: what another set of test images would make it scatter, by the
/// paired bootstrap of the two models on the same images. Until there is a second seed it stands in for what seeds do, and is no
/// bound of it.
/// </param>
public sealed record EffectNoise(RunClaim Effect, string Recipe, int Seeds, double Mean, double Deviation)
{
    /// <summary>
    /// From runs of one recipe; <see langword="null"/> where none has both models with the figure, or where all seeds are tied.
    /// </summary>
    /// <param name="effect">The rise: a claim with a model over which.</param>
    /// <param name="runs">Runs, one a seed.</param>
    public static EffectNoise? Of(RunClaim effect, IReadOnlyList<CheckedRun> runs)
    {
        var (model, over) = (effect.Acceptance.Model, effect.Acceptance.Over!);
        var both =
            runs.Where(run => run.Record.Models.ContainsKey(model) && run.Record.Models.ContainsKey(over)
                && RunJudge.Figure(run.Record, effect.Acceptance) is not null).ToList();
        if (both.Count == 0) return null;
        var rises = both.Select(run => RunJudge.Figure(run.Record, effect.Acceptance)!.Value).ToList();
        if (rises.Count > 1 && TTest.AreTied(rises)) return null;
        if (rises.Count > 1) return new(effect, both[0].Record.Recipe, rises.Count, rises.Mean(), rises.StandardDeviation());
        // Of another figure or pair it is not known from the record.
        return both[0].Deviation is { } known && known.First == model && known.Second == over
            && effect.Acceptance.Metric == FigureCatalogue.DisparateImpact.Key
            ? new(effect, both[0].Record.Recipe, 1, rises[0], known.DisparateImpact)
            : null;
    }

    /// <summary>The figure in words, such as DI.</summary>
    public string Figure => FigureKinds.Named(Effect.Acceptance.Metric) is { } kind ? FigureKinds.Words(kind) : Effect.Acceptance.Metric;

    /// <summary>How many seeds it would take, in a sentence.</summary>
    /// <param name="level">Level of the paired t-test.</param>
    /// <param name="power">Its power.</param>
    public string Sentence(double level, double power)
    {
        var seeds = TTest.SeedsToSee(Deviation, Effect.Value, level, power);
        var deviation = Numbers.Decimal(Deviation);
        return $"to tell a rise of {Figure} by {Effect.Published} from noise takes "
            + $"{(seeds is { } n ? $"{n} seeds" : $"more than {Numbers.Whole(FewestSeeds.Most)} seeds")} "
            + (Seeds > 1
                ? $"(its deviation between {Seeds} seeds of {Recipe} is {deviation}{AtMost(level, power)})"
                : $"if seeds move it as another set of test images would (by {deviation} in the one run of {Recipe}, which cannot say "
                    + "what seeds do)");
    }

    /// <summary>How many it would take by the upper bound of the deviation.</summary>
    private string AtMost(double level, double power)
    {
        var upper = Equivalence.UpperDeviation(Deviation, Seeds - 1, power);
        var most = TTest.SeedsToSee(upper, Effect.Value, level, power);
        return $"; by its upper {Numbers.PerCent(power)} bound, {Numbers.Decimal(upper)}, it takes "
            + (most is { } n ? $"{n}" : $"more than {Numbers.Whole(FewestSeeds.Most)}");
    }
}

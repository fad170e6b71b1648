using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting.Summaries;

/// <summary>A model's worst recall against what the reference gives at the same accuracy, paired by seed.</summary>
/// <param name="Model">Its name.</param>
/// <param name="OverOffsets">Less what class offsets of the reference reach; <see langword="null"/> where in a seed no offsets are as
/// accurate.</param>
/// <param name="OverProportionalErrors">Less what it would be, had all the reference's classes' errors changed by one factor.</param>
/// <param name="AdjustedOffsets">p of the former after Holm's correction for all models.</param>
/// <param name="AdjustedProportionalErrors">p of the latter.</param>
public sealed record AgainstFrontier(
    string Model, SummaryFigure? OverOffsets, SummaryFigure? OverProportionalErrors, double? AdjustedOffsets = null,
        double? AdjustedProportionalErrors = null)
{
    /// <summary>In how many seeds the model is more accurate than the reference with any offsets.</summary>
    public int SeedsBeyondOffsets { get; init; }

    /// <summary>Whether it or the reference is in doubt, so that this says nothing.</summary>
    public bool SaysNothing { get; init; }

    internal static AgainstFrontier Of(SeedsOfModel model, SeedsOfModel reference, IReadOnlyList<ClassOffsetFrontier> frontiers)
    {
        var seeds = model.Seeds.Zip(reference.Seeds).ToList();
        double?[] overOffsets = [.. model.Seeds.Zip(frontiers, (seed, frontier) =>
            SummaryFrontier.Worst(seed) - frontier.WorstRecallAt(seed.Matrix.Accuracy!.Value))];
        return new(
            model.Name, Over(overOffsets),
            Over([.. seeds.Select(pair =>
                SummaryFrontier.Worst(pair.First) - Proportional(pair.Second, pair.First.Matrix.Accuracy!.Value))]))
        {
            SeedsBeyondOffsets = overOffsets.Count(over => over is null),
            SaysNothing = model.IsInDoubt || reference.IsInDoubt,
        };
    }

    internal static IReadOnlyList<AgainstFrontier> Corrected(IReadOnlyList<AgainstFrontier> models)
    {
        IReadOnlyList<double?> Adjusted(Func<AgainstFrontier, SummaryFigure?> over) =>
            Holm.Adjusted([.. models.Select(model => model.SaysNothing ? null : over(model)?.Test?.PValue)]);
        var (offsets, proportional) = (Adjusted(model => model.OverOffsets), Adjusted(model => model.OverProportionalErrors));
        return [.. models.Select((model, m) => model with { AdjustedOffsets = offsets[m], AdjustedProportionalErrors = proportional[m] })];
    }

    private static SummaryFigure? Over(double?[] seeds) => Defined.All(seeds) is { } known ? new(known, null, null) : null;

    /// <summary>The worst recall at an accuracy, if all errors change by one factor; none does where a class would lack images.</summary>
    private static double? Proportional(SeedsOfModel.Seed reference, double accuracy)
    {
        var (own, worst) = (reference.Matrix.Accuracy!.Value, SummaryFrontier.Worst(reference));
        return own < 1 && AccuracyPart.Exists(accuracy, own, worst) ? 1 - (1 - worst) * (1 - accuracy) / (1 - own) : null;
    }
}

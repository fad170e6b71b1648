using Reproduction.Metrics;

namespace Reproduction.Reporting.Summaries;

/// <summary>Models over several seeds against what class offsets make of a reference model, seed by seed.</summary>
/// <param name="Reference">The reference's name.</param>
/// <param name="Curve">The mean of the seeds' frontiers (<see cref="ClassOffsetFrontier"/>), at equal gains of worst recall over the
/// reference.</param>
/// <param name="Models">Each model against it.</param>
public sealed record SummaryFrontier(
    string Reference, IReadOnlyList<(double Accuracy, double WorstRecall)> Curve, IReadOnlyList<AgainstFrontier> Models)
{
    private const int Steps = 40;

    /// <summary>The mean frontier of a reference, and every model against it; <see langword="null"/> where a seed has none.</summary>
    internal static SummaryFrontier? Of(SeedsOfModel reference, IReadOnlyList<SeedsOfModel> models)
    {
        var seeds = reference.Seeds.Select(seed => ClassOffsetFrontier.Of(seed.Predictions)).OfType<ClassOffsetFrontier>().ToList();
        if (seeds.Count < reference.Seeds.Count) return null;
        double[] own = [.. reference.Seeds.Select(Worst)];
        var most = seeds.Zip(own, (frontier, worst) => frontier.Points[^1].WorstRecall - worst).Min();
        var curve = Enumerable.Range(0, Steps + 1).Select(step => most * step / Steps)
            .Select(gain => (seeds.Zip(own, (frontier, worst) =>
                frontier.AccuracyAt(Math.Min(worst + gain, frontier.Points[^1].WorstRecall))!.Value).Average(), own.Average() + gain));
        return new(reference.Name, [.. curve],
            AgainstFrontier.Corrected([.. models.Where(model => model != reference).Select(model =>
                AgainstFrontier.Of(model, reference, seeds))]));
    }

    internal static double Worst(SeedsOfModel.Seed seed) => Disparity.OfRecall(seed.Matrix).Smallest!.Value;
}

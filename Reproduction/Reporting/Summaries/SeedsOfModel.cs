using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Reporting.Summaries;

/// <summary>One model over several seeds, each on the same test images.</summary>
internal sealed class SeedsOfModel
{
    /// <summary>Measures a model.</summary>
    /// <param name="seeds">The model in the run of each seed.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    public SeedsOfModel(IReadOnlyList<ModelResult> seeds, MeasuredPredictions measured) => (Name, MadeOnce, Teachers, IsInDoubt, Seeds) =
        (seeds[0].Name, seeds[0].MadeOnce, seeds[0].Teachers, seeds.Any(model => model.Doubts.Count > 0),
        [.. seeds.Select(model => new Seed(model.Predictions, measured))]);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it is made from, itself included, that is shared by all seeds.</summary>
    public IReadOnlyList<string> MadeOnce { get; }

    /// <summary>Whether it was made once itself, and is the same in all seeds.</summary>
    public bool IsMadeOnce => MadeOnce.Contains(Name);

    /// <summary>From which models it learned.</summary>
    public IReadOnlyList<string> Teachers { get; }

    /// <summary>Whether its figures are no finding in one seed at least: comparisons with it say nothing.</summary>
    public bool IsInDoubt { get; }

    /// <summary>Each seed.</summary>
    public IReadOnlyList<Seed> Seeds { get; }

    /// <summary>A figure over the seeds; <see langword="null"/> where one leaves it undefined.</summary>
    public SummaryFigure? Level(Figure figure)
    {
        if (Known(figure) is not { } values) return null;
        var atKink = Seeds.Select(seed => seed.Resampled.AtKink(figure)).ToList();
        var level = SummaryFigure.Of(
            values, [.. Seeds.Select(seed => seed.Resampled.Resamples(figure))],
            atKink.Contains(null) ? null : [.. atKink.Select(of => of!)]).Within(figure.Range);
        // Only the images move one model: it has the interval of its own report.
        return IsMadeOnce ? level with { Crossed = Seeds[0].Resampled.Interval(figure) } : level;
    }

    /// <summary>A figure's difference to another model, paired by seed.</summary>
    public PairFigure? Minus(SeedsOfModel other, Figure figure)
    {
        if (figure == FigureCatalogue.ExcessOverProportionalErrors) return ExcessOver(other);
        if (Known(figure) is not { } mine || other.Known(figure) is not { } its) return null;
        var resamples = Seeds.Zip(other.Seeds, (one, two) => (IReadOnlyList<double>)
            [.. one.Resampled.Resamples(figure).Zip(two.Resampled.Resamples(figure), (a, b) => a - b)]);
        return new(SummaryFigure.Of([.. mine.Zip(its, (a, b) => a - b)], [.. resamples]), SummaryFigure.ProbabilityAbove(mine, its));
    }

    private PairFigure? ExcessOver(SeedsOfModel other)
    {
        var parts = Seeds.Zip(other.Seeds, (one, two) => one.Resampled.ExcessOverProportionalErrors(two.Resampled)).ToList();
        return parts.Contains(null) ? null
            : new(SummaryFigure.Of([.. parts.Select(part => part!.Value.Value)], [.. parts.Select(part => part!.Value.Resamples)]), null);
    }

    private double[]? Known(Figure figure) => Defined.All([.. Seeds.Select(seed => figure.Value(seed.Resampled.Values))]);

    /// <summary>The model of one seed.</summary>
    /// <param name="predictions">Its answers.</param>
    /// <param name="measured">What has been measured.</param>
    internal sealed class Seed(Predictions predictions, MeasuredPredictions measured)
    {
        public Predictions Predictions { get; } = predictions;

        public ConfusionMatrix Matrix { get; } = ConfusionMatrix.Of(predictions);

        public ResampledFigures Resampled { get; } = measured.Of(predictions);
    }
}

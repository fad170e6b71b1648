using MathNet.Numerics.Statistics;

namespace Reproduction.Metrics.Resampling;

/// <summary>
/// The figures of one model in every resample of the test images. Two models that were resampled alike can be compared resample
/// by resample.
/// </summary>
public sealed class ResampledFigures
{
    private readonly Predictions predictions;
    private readonly IReadOnlyDictionary<Figure, ResampledFigure> metrics;

    /// <summary>The metrics in the order of the catalogue, then what else was asked for.</summary>
    private readonly IReadOnlyList<ResampledFigure> figures;

    private readonly RecallResamples? recalls;

    /// <param name="predictions">The model's answers.</param>
    /// <param name="values">The metrics on the images themselves.</param>
    /// <param name="metrics">Each metric of the catalogue.</param>
    /// <param name="further">What else was asked for.</param>
    /// <param name="recalls">Mean and best recall; <see langword="null"/> where they are undefined.</param>
    internal ResampledFigures(
        Predictions predictions, MetricValues values, IReadOnlyDictionary<Figure, ResampledFigure> metrics,
        IReadOnlyList<ResampledFigure> further, RecallResamples? recalls)
    {
        (this.predictions, Values, this.metrics, this.recalls) = (predictions, values, metrics, recalls);
        figures = [.. FigureCatalogue.All.Select(figure => metrics[figure]), .. further];
    }

    /// <summary>The metrics on the images themselves.</summary>
    public MetricValues Values { get; }

    /// <summary>Whether there are resamples, without which no figure has an interval.</summary>
    public bool HaveIntervals => metrics[FigureCatalogue.Accuracy].Resamples.Length > 0;

    /// <summary>95 % intervals: the metrics in the order of <see cref="FigureCatalogue.All"/>, then what else was asked for.</summary>
    public IReadOnlyList<Interval?> Intervals() => [.. figures.Select(figure => figure.Interval())];

    /// <summary>The 95 % interval of one metric; <see langword="null"/> where it is undefined.</summary>
    /// <param name="metric">One of <see cref="FigureCatalogue.All"/>.</param>
    public Interval? Interval(Figure metric) => metrics[metric].Interval();

    /// <summary>95 % intervals of the differences this − other, in the same order. Equal answers differ by 0 and no doubt.</summary>
    /// <param name="other">Another model on the same images, in the same resamples.</param>
    /// <exception cref="ArgumentException">The images or the number of resamples differ.</exception>
    public IReadOnlyList<Interval?> DifferenceIntervals(ResampledFigures other)
    {
        Check(other);
        var same = predictions.AnswersAs(other.predictions);
        return
        [
            .. figures.Zip(other.figures, (mine, its) => mine.Resamples.Length == 0 || its.Resamples.Length == 0 ? (Interval?)null
                : same ? new Interval(0, 0) : mine.Minus(its)),
        ];
    }

    /// <summary>
    /// What accuracy alone explains of how disparate impact differs, this − other; <see langword="null"/> where it is undefined.
    /// </summary>
    /// <param name="other">Another model on the same images, in the same resamples.</param>
    /// <exception cref="ArgumentException">The images or the number of resamples differ.</exception>
    public AccuracyPart? AccuracyPartOf(ResampledFigures other)
    {
        Check(other);
        if (recalls is null || other.recalls is null || !HasProfileOf(other)) return null;
        if (predictions.AnswersAs(other.predictions)) return new(0, 0, new(0, 0), new(0, 0));
        return AccuracyPart.Of(recalls, other.recalls, ((KinkedFigure)metrics[FigureCatalogue.DisparateImpact])
            .SharesBias((KinkedFigure)other.metrics[FigureCatalogue.DisparateImpact]));
    }

    /// <summary>
    /// What <see cref="AccuracyPart.Adjusted"/> is, and what it is in every resample; <see langword="null"/> where it is undefined.
    /// </summary>
    /// <param name="other">Another model on the same images, in the same resamples.</param>
    internal (double Value, IReadOnlyList<double> Resamples)? ExcessOverProportionalErrors(ResampledFigures other) =>
        recalls is null || other.recalls is null || !HasProfileOf(other)
        ? null
        : (AccuracyPart.AdjustedOf(recalls.Point, other.recalls.Point),
            [.. recalls.Plain.Zip(other.recalls.Plain, AccuracyPart.AdjustedOf)]);

    /// <summary>
    /// A metric less the bias that its resamples show, within its range; <see langword="null"/> where it has none to take off.
    /// </summary>
    /// <param name="metric">One of <see cref="FigureCatalogue.All"/>.</param>
    public double? Debiased(Figure metric) => (metrics[metric] as KinkedFigure)?.Debiased;

    /// <summary>
    /// How a metric's difference between two models scatters over the resamples; <see langword="null"/> where it is undefined.
    /// </summary>
    /// <param name="other">Another model on the same images, in the same resamples.</param>
    /// <param name="metric">One of <see cref="FigureCatalogue.All"/>.</param>
    /// <exception cref="ArgumentException">The images or the number of resamples differ.</exception>
    public double? DeviationOfDifference(ResampledFigures other, Figure metric)
    {
        Check(other);
        var (mine, its) = (metrics[metric].Resamples, other.metrics[metric].Resamples);
        return mine.Length == 0 || its.Length == 0 ? null : mine.Zip(its, (a, b) => a - b).StandardDeviation();
    }

    /// <summary>A metric in every resample; empty where one leaves it undefined.</summary>
    /// <param name="metric">One of <see cref="FigureCatalogue.All"/>.</param>
    public IReadOnlyList<double> Resamples(Figure metric) => metrics[metric].Resamples;

    /// <summary>
    /// The same where the metric has kinks and is at one, its bias taken off (<see cref="KinkedFigure"/>); <see langword="null"/> where it
    /// has none.
    /// </summary>
    /// <param name="metric">One of <see cref="FigureCatalogue.All"/>.</param>
    internal IReadOnlyList<double>? AtKink(Figure metric) =>
        metrics[metric] is KinkedFigure { Resamples.Length: > 0 } kinked ? kinked.AtKink : null;

    private void Check(ResampledFigures other)
    {
        predictions.RequireSameImages(other.predictions, nameof(other));
        if (figures.Zip(other.figures).Any(pair => pair.First.Resamples.Length != pair.Second.Resamples.Length
            && pair.First.Resamples.Length > 0 && pair.Second.Resamples.Length > 0))
            throw new ArgumentException("The models were resampled differently.", nameof(other));
    }

    /// <summary>Whether another model's errors, changed by one factor, can come to this one's mean recall.</summary>
    private bool HasProfileOf(ResampledFigures other) =>
        AccuracyPart.Exists(recalls!.Point.Mean, other.recalls!.Point.Mean, other.Values.WorstRecall!.Value);
}

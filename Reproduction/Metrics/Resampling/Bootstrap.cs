namespace Reproduction.Metrics.Resampling;

/// <summary>
/// Stratified bootstrap over test images (Efron and Tibshirani, 1993, chapter 13): images are drawn with replacement within each
/// class (<see cref="Resamples"/>), and two models are compared on the same resamples. How an interval is made of the resamples is
/// the figure's own matter: <see cref="ExactShare"/>, <see cref="CountedFigure"/>, <see cref="KinkedFigure"/>, else percentiles.
/// </summary>
public static class Bootstrap
{
    /// <summary>Resamples unless told otherwise.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>
    /// Of how the intervals are made, in <c>run.json</c>. 1, where it stands nowhere: percentiles, those of disparities hulled with
    /// the linear deviations of tied classes. 2: what this class says, but that classes without an error leave nothing open of disparate
    /// impact. 3: what this class says.
    /// </summary>
    public const int Method = 3;

    /// <summary>A model's metrics in every resample, and the disparities of further per-class metrics, three each.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    /// <param name="disparities">Metrics of a class, such as <see cref="ClassMetric.Precision"/>.</param>
    public static ResampledFigures Of(
        Predictions predictions, int resamples = DefaultResamples, ulong seed = 0, params ClassMetric[] disparities) =>
        Of(predictions, new Resamples(predictions.Labels, resamples, seed), progress: null, disparities);

    /// <summary>The same in resamples that were drawn already, as for another model of the same images.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">Resamples of its images; with none, no figure has an interval.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="disparities">Metrics of a class, such as <see cref="ClassMetric.Precision"/>.</param>
    /// <exception cref="ArgumentException">They are resamples of other images.</exception>
    public static ResampledFigures Of(
        Predictions predictions, Resamples resamples, IProgress<Amount>? progress = null, params ClassMetric[] disparities)
    {
        if (!resamples.AreOf(predictions)) throw new ArgumentException("They are resamples of other images.", nameof(resamples));
        var values = MetricValues.Of(predictions);
        if (resamples.Count == 0)
            return new(
                predictions, values,
                FigureCatalogue.All.ToDictionary(figure => figure, figure => new ResampledFigure(figure.Value(values), [])), [],
                recalls: null);
        var metrics = new ResampledMetrics(predictions, new ResampledSums(predictions, resamples, progress), resamples.Count, disparities);
        return new(predictions, values, metrics.Figures(values), metrics.FurtherDisparities(), metrics.Recalls());
    }
}

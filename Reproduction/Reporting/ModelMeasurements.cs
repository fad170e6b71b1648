using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting;

/// <summary>The figures of one model.</summary>
public sealed class ModelMeasurements
{
    private readonly IReadOnlyList<double?> values;
    private readonly ResampledFigures resampled;

    private ModelMeasurements(ModelResult model, IReadOnlyList<string> classNames, MeasuredPredictions measured)
    {
        Model = model;
        Confusion = ConfusionMatrix.Of(model.Predictions);
        resampled = measured.Of(model.Predictions);
        values = ReportedFigures.Values(resampled.Values, Confusion);
        (Quality, Disparities) = Measured.Split(values, resampled.Intervals());
        Recalls =
        [
            .. classNames.Select((name, c) =>
                new Measured(name, Confusion.Recall(c), ExactShare.Interval(Confusion[c, c], Confusion.Support(c)))),
        ];
        WorstClasses = [.. WorstClass.Of(Confusion).Select(c => classNames[c])];
    }

    /// <summary>The model.</summary>
    public ModelResult Model { get; }

    /// <summary>Its confusion matrix.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The figures of <see cref="ReportedFigures.Quality"/>.</summary>
    public IReadOnlyList<Measured> Quality { get; }

    /// <summary>The figures of <see cref="ReportedFigures.Disparities"/>.</summary>
    public IReadOnlyList<Measured> Disparities { get; }

    /// <summary>One of its figures.</summary>
    /// <param name="name">Its name, of <see cref="ReportedFigures.Quality"/> or <see cref="ReportedFigures.Disparities"/>.</param>
    public Measured Figure(string name) => Quality.Concat(Disparities).Single(figure => figure.Name == name);

    /// <summary>The recall of each class, by the classes' names.</summary>
    public IReadOnlyList<Measured> Recalls { get; }

    /// <summary>The classes of the smallest recall, by name: one, unless several have it; none where a class has no images.</summary>
    public IReadOnlyList<string> WorstClasses { get; }

    /// <summary>Every metric with its interval, as run.json has them: of the same resamples as all else here.</summary>
    public JsonObject Metrics => MetricsJson.Of(Model.Predictions, resampled);

    /// <summary>A calibration error less the bias that resampling shows; <see langword="null"/> where there is none.</summary>
    /// <param name="figure">Which.</param>
    public double? Debiased(Figure figure) => resampled.Debiased(figure);

    /// <summary>Share of the test images that the model classifies rightly.</summary>
    public Measured Accuracy => Quality[0];

    /// <summary>Mean recall over the largest recall, as the experiment defines disparate impact.</summary>
    public Measured DisparateImpact => Disparities[0];

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    public static ModelMeasurements Of(ModelResult model, IReadOnlyList<string> classNames, MeasuredPredictions measured) =>
        new(model, classNames, measured);

    /// <summary>Compares with another model on the same images.</summary>
    /// <param name="other">The other, whose figures are subtracted.</param>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public Comparison Minus(ModelMeasurements other)
    {
        var (quality, disparities) = Measured.Split(
            [.. values.Zip(other.values, (mine, its) => mine - its)], resampled.DifferenceIntervals(other.resampled));
        var (mine, its) = (Model.Predictions, other.Model.Predictions);
        return new(
            Model.Name, other.Model.Name, quality, disparities, McNemar.Of(mine, its), ClassMcNemar.Of(mine, its), SwapTest.Of(mine, its),
            resampled.AccuracyPartOf(other.resampled),
            resampled.DeviationOfDifference(other.resampled, FigureCatalogue.DisparateImpact),
            [.. new[] { Model, other.Model }.Where(model => model.Doubts.Count > 0).Select(model => model.Name)]);
    }
}

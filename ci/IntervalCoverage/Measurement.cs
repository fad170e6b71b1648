using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;

namespace IntervalCoverage;

/// <summary>What was counted of one cell: for each figure how often intervals hold the truth and how wide they are.</summary>
/// <param name="Repetitions">Test sets.</param>
/// <param name="Figures">By the figure's name.</param>
/// <param name="Rejections">How often each test says that two models differ, at 5 %; of one classifier none.</param>
/// <param name="Seconds">Processor time that it took.</param>
internal sealed record Measurement(
    int Repetitions, Dictionary<string, FigureCounts> Figures, Dictionary<string, int> Rejections, double Seconds)
{
    private const int Resamples = 500;
    private const string ByAccuracy = "DI by accuracy alone", Recall = "recall of class 0";

    private static readonly string Excess = FigureCatalogue.ExcessDisparateImpact.Key;

    /// <summary>Accuracy once more, for an alternative interval.</summary>
    public const string WilsonAccuracy = "accuracy, by Wilson's interval";

    /// <summary>The names of what <see cref="Bootstrap"/> gives: disparities of recall are in the catalogue.</summary>
    private static readonly IReadOnlyList<string> Names =
    [
        .. FigureCatalogue.Keys,
        .. from metric in new[] { "precision", "F1" } from measure in new[] { "mean / max", "min / max", "max − min" }
            select $"{measure} of {metric}",
    ];

    /// <summary>Measures a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="repetitions">Test sets.</param>
    /// <param name="before">What was counted of the first of them already.</param>
    public static Measurement Of(Cell cell, int repetitions, Measurement? before)
    {
        var start = Environment.CpuUsage.TotalTime;
        var population = cell.Make();
        var isPair = Cell.Pairs.Contains(cell);
        var models = isPair ? 2 : 1;
        var truths = population.Truth.Take(models).ToList();
        var truth = Values(truths, [.. truths.Select(MetricValues.Of)]);
        // What the excess over equal recalls estimates depends on the number of images: its truth is its mean.
        double[] excess = [.. truths.Select(of => MeanExcess(of, cell.Images))];
        truth[Excess] = isPair ? excess[0] - excess[1] : excess[0];
        var counts = before?.Figures ?? truth.Keys.ToDictionary(name => name, name => new FigureCounts(truth[name] ?? double.NaN));
        var rejections = before?.Rejections ?? [];
        Parallel.For(before?.Repetitions ?? 0, repetitions, repetition =>
        {
            var drawn = population.Draw(cell.Images, new Random(repetition)).Take(models).ToList();
            var resamples = new Resamples(drawn[0].Labels, Resamples, (ulong)repetition);
            var figures = drawn.Select(of => Resampled(of, resamples)).ToList();
            var values = Values(drawn, [.. figures.Select(of => of.Values)]);
            var intervals = isPair ? figures[0].DifferenceIntervals(figures[1]) : figures[0].Intervals();
            var part = isPair ? figures[0].AccuracyPartOf(figures[1]) : null;
            var tests = isPair ? Tests(drawn) : [];
            lock (counts)
            {
                foreach (var (place, (name, interval)) in Names.Zip(intervals).Index())
                {
                    var figure = place < FigureCatalogue.All.Count ? FigureCatalogue.All[place] : null;
                    IReadOnlyList<double> plain = figure is null ? [] : figures[0].Resamples(figure);
                    if (isPair && figure is not null && plain.Count > 0)
                        plain = [.. plain.Zip(figures[1].Resamples(figure), (a, b) => a - b)];
                    counts[name].Add(values[name], interval, plain.Count == 0 ? null : Percentiles(plain));
                }
                if (isPair)
                {
                    var adjusted = FigureCatalogue.ExcessOverProportionalErrors.Key;
                    counts[ByAccuracy].Add(values[ByAccuracy], part?.ByAccuracyInterval, null);
                    counts[adjusted].Add(values[adjusted], part?.AdjustedInterval, null);
                }
                else
                {
                    var matrix = ConfusionMatrix.Of(drawn[0]);
                    var wilson = Wilson(matrix[0, 0], matrix.Support(0));
                    counts[Recall].Add(values[Recall], ExactShare.Interval(matrix[0, 0], matrix.Support(0)), wilson);
                    counts[WilsonAccuracy].Add(values[WilsonAccuracy], Wilson(matrix.Hits, matrix.Total), null);
                }
                foreach (var (test, rejects) in tests)
                    rejections[test] = rejections.GetValueOrDefault(test) + (rejects ? 1 : 0);
            }
        });
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        return new(repetitions, counts, rejections, seconds + (before?.Seconds ?? 0));
    }

    private static ResampledFigures Resampled(Predictions predictions, Resamples resamples) =>
        Bootstrap.Of(predictions, resamples, progress: null, ClassMetric.Precision, ClassMetric.F1);

    private static double MeanExcess(Predictions truth, int images)
    {
        var matrix = ConfusionMatrix.Of(truth);
        return MeanImpact.Of([.. Enumerable.Range(0, matrix.Classes).Select(c => matrix.Recall(c)!.Value)], images)
            - EqualRecall.DisparateImpact([.. Enumerable.Repeat((long)images, matrix.Classes)], matrix.Accuracy!.Value);
    }

    /// <summary>The figures of one model, or the differences of two.</summary>
    private static Dictionary<string, double?> Values(IReadOnlyList<Predictions> models, IReadOnlyList<MetricValues> metrics) =>
        models.Count == 1 ? Values(models[0], metrics[0]) : Differences(models, metrics);

    private static Dictionary<string, double?> Values(Predictions model, MetricValues metrics)
    {
        var matrix = ConfusionMatrix.Of(model);
        Disparity[] others = [Disparity.OfPrecision(matrix), Disparity.OfF1(matrix)];
        var values = Names.Zip([
            .. metrics.Values, .. others.SelectMany(of => new[] { of.DisparateImpact, of.Ratio, of.Gap }),
        ]).ToDictionary(pair => pair.First, pair => pair.Second);
        values[Recall] = matrix.Recall(0);
        values[WilsonAccuracy] = values[FigureCatalogue.Accuracy.Key];
        return values;
    }

    private static Dictionary<string, double?> Differences(IReadOnlyList<Predictions> models, IReadOnlyList<MetricValues> metrics)
    {
        var (mine, its) = (Values(models[0], metrics[0]), Values(models[1], metrics[1]));
        var differences = Names.ToDictionary(name => name, name => mine[name] - its[name]);
        (double Mean, double Best) Of(Predictions model)
        {
            var matrix = ConfusionMatrix.Of(model);
            var recalls = Enumerable.Range(0, matrix.Classes).Select(c => matrix.Recall(c)!.Value).ToList();
            return (recalls.Average(), recalls.Max());
        }
        var (after, before) = (Of(models[0]), Of(models[1]));
        var proportional = AccuracyPart.ProportionalErrors(after.Mean, before.Mean, before.Best);
        differences[ByAccuracy] = proportional - before.Mean / before.Best;
        differences[FigureCatalogue.ExcessOverProportionalErrors.Key] = after.Mean / after.Best - proportional;
        return differences;
    }

    private static Dictionary<string, bool> Tests(IReadOnlyList<Predictions> models)
    {
        const double level = 0.05;
        var swap = SwapTest.Of(models[0], models[1]);
        return new()
        {
            ["McNemar, accuracy"] = McNemar.Of(models[0], models[1]).PValue < level,
            ["McNemar by class, any after Holm"] = ClassMcNemar.Of(models[0], models[1]).Any(of => of.Adjusted < level),
            ["swap, all classes"] = swap.Profile < level,
            ["swap, disparate impact"] = swap.DisparateImpact < level,
            ["swap, min/max"] = swap.RecallRatio < level,
            ["swap, gap"] = swap.RecallGap < level,
        };
    }

    private static Interval Percentiles(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        double At(double share)
        {
            var position = share * (sorted.Length - 1);
            var below = (int)position;
            return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }
        return new(At(.025), At(.975));
    }

    private static Interval Wilson(double hits, double images)
    {
        const double z = 1.959964;
        var (p, n) = (hits / images, images);
        var (centre, half) =
            ((p + z * z / (2 * n)) / (1 + z * z / n), z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n)));
        return new(centre - half, centre + half);
    }
}

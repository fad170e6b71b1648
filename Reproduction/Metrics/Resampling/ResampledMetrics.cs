namespace Reproduction.Metrics.Resampling;

/// <summary>The figures of a model, each with its values in every resample.</summary>
internal sealed class ResampledMetrics
{
    private readonly Predictions predictions;
    private readonly ResampledSums sums;
    private readonly ConfusionMatrix matrix;
    private readonly long[] supports;
    private readonly ClassMetric[] perClass;

    /// <summary>Recall, then each further metric, of every class, in every resample.</summary>
    private readonly double?[][][] classValues;

    private readonly double?[] accuracy;
    private readonly double?[] macroF1;

    /// <param name="predictions">The model's answers.</param>
    /// <param name="sums">What they sum up to in every resample.</param>
    /// <param name="resamples">How many resamples there are.</param>
    /// <param name="disparities">Metrics of a class whose disparities are wanted beside those of recall.</param>
    internal ResampledMetrics(Predictions predictions, ResampledSums sums, int resamples, ClassMetric[] disparities)
    {
        (this.predictions, this.sums, matrix) = (predictions, sums, ConfusionMatrix.Of(predictions));
        supports = [.. Enumerable.Range(0, matrix.Classes).Select(matrix.Support)];
        perClass = [ClassMetric.Recall, .. disparities];
        classValues = [.. perClass.Select(_ => new double?[resamples][])];
        (accuracy, macroF1) = (new double?[resamples], new double?[resamples]);
        for (var r = 0; r < resamples; r++)
        {
            var counts = sums.Counts(r, supports);
            foreach (var (m, metric) in perClass.Index()) classValues[m][r] = metric.OfEach(counts);
            var hits = 0L;
            for (var c = 0; c < counts.Classes; c++) hits += counts.Hits(c);
            accuracy[r] = (double)hits / matrix.Total;
            macroF1[r] = counts.MacroF1;
        }
    }

    /// <summary>Every metric.</summary>
    /// <param name="values">The metrics on the images themselves.</param>
    internal IReadOnlyDictionary<Figure, ResampledFigure> Figures(MetricValues values)
    {
        var smallest = supports.Where(support => support > 0).Min();
        int[] wrong = [.. Enumerable.Range(0, predictions.Count).Where(image => predictions.Predicted[image] != predictions.Labels[image])];
        ResampledFigure OfScores(Func<ResampledFigure> figure) => predictions.HasScores ? figure() : ResampledFigure.Undefined;
        double Wrong(double[] losses, Func<double> other) => wrong.Length > 0 ? wrong.Average(image => losses[image]) : other();
        double?[] InEach(Func<int, double?> score) => [.. Enumerable.Range(0, accuracy.Length).Select(score)];

        var recall = DisparityOf(0);
        return new Dictionary<Figure, ResampledFigure>
        {
            [FigureCatalogue.Accuracy] = new ShareFigure(matrix.Hits, matrix.Total, accuracy),
            [FigureCatalogue.MacroF1] =
                new CountedFigure(1, 1.0 / (matrix.Classes * smallest), 1, values.MacroF1, macroF1, OpenF1()),
            [FigureCatalogue.AurocOvrMacro] = OfScores(() => new CountedFigure(
                1, (1.0 / smallest + 1.0 / Math.Max(1, (double)matrix.Total - supports.Max())) / matrix.Classes, 1, values.AurocOvrMacro,
                InEach(sums.Area), OpenArea())),
            [FigureCatalogue.DisparateImpact] = recall.DisparateImpact,
            [FigureCatalogue.RecallRatio] = recall.Ratio,
            [FigureCatalogue.RecallGap] = recall.Gap,
            [FigureCatalogue.Ece] = OfScores(() => sums.Confidence.Figure(matrix.Total)),
            [FigureCatalogue.Nll] = OfScores(() => new CountedFigure(
                0, Wrong(sums.ImageNll, LeastLikely) / matrix.Total, double.PositiveInfinity, values.Nll, InEach(r => sums.Nll(r)),
                OpenLoss(sums.ImageNll))),
            [FigureCatalogue.Brier] = OfScores(() => new CountedFigure(
                0, Wrong(sums.ImageBrier, () => 2) / matrix.Total, 2, values.Brier, InEach(r => sums.Brier(r)),
                OpenLoss(sums.ImageBrier))),
            [FigureCatalogue.ClassWiseEce] = OfScores(() => sums.Classes.Figure(matrix.Total)),
            [FigureCatalogue.WorstRecall] = recall.Smallest,
            [FigureCatalogue.WorstErrorShare] = recall.WorstShare,
            [FigureCatalogue.ExcessDisparateImpact] =
                EqualRecall.DisparateImpact(supports, matrix.Recall) is { } expected && recall.DisparateImpact is KinkedFigure impact
                    ? impact.Less(expected)
                    : ResampledFigure.Undefined,
        };
    }

    /// <summary>Disparate impact, ratio and gap of each further metric.</summary>
    internal IReadOnlyList<ResampledFigure> FurtherDisparities() =>
        [.. Enumerable.Range(1, perClass.Length - 1).Select(DisparityOf).SelectMany(of => new[] { of.DisparateImpact, of.Ratio, of.Gap })];

    private ResampledDisparity DisparityOf(int metric) => ResampledDisparity.Of(
        perClass[metric].OfEach(matrix.PerClass), classValues[metric],
        [.. Enumerable.Range(0, matrix.Classes).Select(c => perClass[metric].Images(matrix.PerClass, c))]);

    /// <summary>
    /// What classes without a hit may have of F1: no resample has one, but of n images none is right with 2.5 % where their recall is
    /// 1 − 0.025^(1/n), and with it F1 is at most 2r / (1 + r).
    /// </summary>
    private double OpenF1() => Math.Sqrt(Enumerable.Range(0, matrix.Classes).Where(c => supports[c] > 0 && matrix[c, c] == 0).Sum(c =>
    {
        var recall = ExactShare.Interval(0, supports[c])!.Value.High;
        return Math.Pow(2 * recall / (1 + recall) / matrix.Classes, 2);
    }));

    /// <summary>What is lacking to the areas of classes of one or two images, or all but those: their scatter is not known.</summary>
    private double OpenArea()
    {
        bool IsOpen(int c) => Math.Min(supports[c], matrix.Total - supports[c]) is 1 or 2;
        if (!Enumerable.Range(0, matrix.Classes).Any(IsOpen)) return 0;
        var areas = Auroc.OneVsRest(predictions);
        return Math.Sqrt(Enumerable.Range(0, matrix.Classes).Where(IsOpen).Sum(c => Math.Pow((1 - areas[c] ?? 0) / matrix.Classes, 2)));
    }

    /// <summary>What the only images of their classes lose.</summary>
    private double OpenLoss(double[] losses) => Math.Sqrt(Enumerable.Range(0, predictions.Count)
        .Where(image => supports[predictions.Labels[image]] == 1).Sum(image => Math.Pow(losses[image] / matrix.Total, 2)));

    /// <summary>Mean and best recall; <see langword="null"/> where they are undefined.</summary>
    internal RecallResamples? Recalls() => TiedClasses.MeanAndLargest(ClassMetric.Recall.OfEach(matrix.PerClass), classValues[0], supports);

    /// <summary>Where no image is wrong: the largest loss that a label could make of an image that was seen.</summary>
    private double LeastLikely() => Enumerable.Range(0, predictions.Count).Max(image =>
    {
        var logits = predictions.Logits(image);
        var least = 0;
        for (var c = 1; c < logits.Length; c++)
            if (logits[c] < logits[least]) least = c;
        return -Softmax.LogOf(logits, least);
    });
}

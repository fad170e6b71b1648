namespace Reproduction.Metrics;

/// <summary>
/// The metrics of a model when each image counts a number of times: everything that does not depend on the numbers is
/// computed once, so that thousands of resamples are affordable.
/// </summary>
internal sealed class ResampledMetrics
{
    private readonly Predictions predictions;
    private readonly Func<ConfusionMatrix, int, double?>[] perClass;
    private readonly CalibrationBins confidence;
    private readonly CalibrationBins classes;
    private readonly double[] nll;
    private readonly double[] brier;
    private readonly AurocRanking[] rankings;

    /// <param name="predictions">The model's answers.</param>
    /// <param name="disparities">Metrics of a class whose disparities are wanted beside those of recall.</param>
    internal ResampledMetrics(Predictions predictions, Func<ConfusionMatrix, int, double?>[] disparities)
    {
        this.predictions = predictions;
        perClass = [(matrix, c) => matrix.Recall(c), .. disparities];
        var images = Enumerable.Range(0, predictions.Count).ToArray();
        (confidence, classes) = (CalibrationBins.OfConfidence(predictions), CalibrationBins.OfEveryClass(predictions));
        nll = [.. images.Select(image => Calibration.NegativeLogLikelihood(predictions, image))];
        brier = [.. images.Select(image => Calibration.BrierScore(predictions, image))];
        rankings = [.. Enumerable.Range(0, predictions.Classes).Select(c => new AurocRanking(predictions.Labels, predictions.Scores, predictions.Classes, c))];
    }

    /// <summary>What is summed up of a resample.</summary>
    /// <param name="Scores">Accuracy, macro F1, AUROC, negative log likelihood, Brier score.</param>
    /// <param name="Confidence">Errors of the bins of confidence.</param>
    /// <param name="Classes">Errors of the bins of every class's probability.</param>
    /// <param name="PerClass">Recall, then each further metric, of every class.</param>
    internal sealed record Sample(double?[] Scores, double[] Confidence, double[] Classes, double?[][] PerClass);

    /// <summary>The sums when image i counts <paramref name="times"/>[i] times.</summary>
    /// <param name="times">How often each image counts.</param>
    internal Sample Of(ReadOnlySpan<int> times)
    {
        var matrix = ConfusionMatrix.Of(predictions, times);
        double nllSum = 0, brierSum = 0;
        for (var image = 0; image < times.Length; image++)
        {
            nllSum += times[image] * nll[image];
            brierSum += times[image] * brier[image];
        }
        var report = ClassificationReport.Of(matrix);
        return new(
            [report.Accuracy, report.MacroAverage.F1, Area(times), nllSum / matrix.Total, brierSum / matrix.Total],
            confidence.Errors(times), classes.Errors(times),
            [.. perClass.Select(metric => Enumerable.Range(0, matrix.Classes).Select(c => metric(matrix, c)).ToArray())]);
    }

    /// <summary>The metrics in the order of <see cref="FigureCatalogue.Keys"/>, then the disparities of the further metrics.</summary>
    /// <param name="drawn">Every resample.</param>
    internal IReadOnlyList<ResampledFigure> Figures(IReadOnlyList<Sample> drawn)
    {
        var once = Enumerable.Repeat(1, predictions.Count).ToArray();
        var (whole, matrix) = (Of(once), ConfusionMatrix.Of(predictions));
        var values = MetricValues.Of(predictions);
        long[] supports = [.. Enumerable.Range(0, matrix.Classes).Select(matrix.Support)];
        double images = matrix.Total;
        var smallest = supports.Where(support => support > 0).Min();
        int[] wrong = [.. Enumerable.Range(0, predictions.Count).Where(image => predictions.Predicted[image] != predictions.Labels[image])];
        double Wrong(double[] losses, double other) => wrong.Length > 0 ? wrong.Average(image => losses[image]) : other;
        double?[] Score(int score) => [.. drawn.Select(sample => sample.Scores[score])];

        var disparities = perClass.Select((_, metric) => Disparities(metric)).ToList();
        var excess = EqualRecall.DisparateImpact(supports, matrix.Recall) is { } expected && disparities[0][0] is KinkedFigure impact
            ? impact.Less(expected)
            : new ResampledFigure(null, []);
        return
        [
            new ShareFigure(matrix.Hits, matrix.Total, Score(0)),
            new CountedFigure(1, 1.0 / (matrix.Classes * smallest), 1, values.MacroF1, Score(1)),
            new CountedFigure(1, (1.0 / smallest + 1.0 / Math.Max(1, images - supports.Max())) / matrix.Classes, 1, values.AurocOvrMacro, Score(2)),
            .. disparities[0].Take(3),
            BinnedErrors.Figure(whole.Confidence, [.. drawn.Select(sample => sample.Confidence)], matrix.Total, 1 / images),
            new CountedFigure(0, Wrong(nll, LeastLikely()) / images, double.PositiveInfinity, values.Nll, Score(3)),
            new CountedFigure(0, Wrong(brier, 2) / images, 2, values.Brier, Score(4)),
            BinnedErrors.Figure(whole.Classes, [.. drawn.Select(sample => sample.Classes)], matrix.Total, 1 / images / matrix.Classes),
            .. disparities[0].Skip(3),
            excess,
            .. disparities.Skip(1).SelectMany(of => of.Take(3)),
        ];

        IReadOnlyList<ResampledFigure> Disparities(int metric)
        {
            double?[][] samples = [.. drawn.Select(sample => sample.PerClass[metric])];
            double?[] Each(Func<Disparity, double?> of) => [.. samples.Select(sample => of(Disparity.Over(sample)))];
            var disparity = Disparity.Over(whole.PerClass[metric]);
            ResampledFigure[] plain =
            [
                .. Disparity.Measures.Select(of => new ResampledFigure(of(disparity), Each(of))),
            ];
            return [.. TiedClasses.Figures(whole.PerClass[metric], samples, supports).Zip(plain, (kinked, other) => kinked ?? other)];
        }
    }

    /// <summary>Mean and best recall; <see langword="null"/> where they are undefined.</summary>
    /// <param name="drawn">Every resample.</param>
    internal RecallResamples? Recalls(IReadOnlyList<Sample> drawn)
    {
        var matrix = ConfusionMatrix.Of(predictions);
        return TiedClasses.MeanAndLargest([.. Enumerable.Range(0, matrix.Classes).Select(matrix.Recall)], [.. drawn.Select(sample => sample.PerClass[0])]);
    }

    /// <summary>Where no image is wrong: the largest loss that a label could make of an image that was seen.</summary>
    private double LeastLikely() => Enumerable.Range(0, predictions.Count).Max(image =>
        Enumerable.Range(0, predictions.Classes).Max(c => -Softmax.LogOf(predictions.Logits(image), c)));

    private double? Area(ReadOnlySpan<int> times)
    {
        double sum = 0;
        foreach (var ranking in rankings)
        {
            if (ranking.Area(times) is not { } area) return null;
            sum += area;
        }
        return sum / rankings.Length;
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// The metrics of a model when each image counts a number of times: everything that does not depend on the numbers is
/// computed once, so that thousands of resamples are affordable.
/// </summary>
internal sealed class ResampledMetrics
{
    private readonly Predictions predictions;
    private readonly int[] bins;
    private readonly double[] excess;
    private readonly double[] nll;
    private readonly double[] brier;
    private readonly AurocRanking[] rankings;

    internal ResampledMetrics(Predictions predictions)
    {
        this.predictions = predictions;
        var images = Enumerable.Range(0, predictions.Count).ToArray();
        var confidence = images.Select(image => Calibration.Confidence(predictions, image)).ToArray();
        bins = [.. confidence.Select(pair => pair.Bin)];
        excess = [.. confidence.Select(pair => pair.Excess)];
        nll = [.. images.Select(image => Calibration.NegativeLogLikelihood(predictions, image))];
        brier = [.. images.Select(image => Calibration.BrierScore(predictions, image))];
        rankings = [.. Enumerable.Range(0, predictions.Classes).Select(c => new AurocRanking(predictions.Labels, predictions.Scores, predictions.Classes, c))];
    }

    /// <summary>The metrics when image i counts <paramref name="times"/>[i] times.</summary>
    /// <param name="times">How often each image counts.</param>
    /// <param name="matrix">The confusion matrix of the same.</param>
    internal MetricValues Of(ReadOnlySpan<int> times, ConfusionMatrix matrix)
    {
        Span<double> surplus = stackalloc double[Calibration.Bins];
        double nllSum = 0, brierSum = 0;
        for (var image = 0; image < times.Length; image++)
        {
            var weight = times[image];
            if (weight == 0) continue;
            surplus[bins[image]] += weight * excess[image];
            nllSum += weight * nll[image];
            brierSum += weight * brier[image];
        }
        var report = ClassificationReport.Of(matrix);
        var recall = Disparity.OfRecall(matrix);
        double surplusSum = 0;
        foreach (var bin in surplus) surplusSum += Math.Abs(bin);
        return new(
            report.Accuracy, report.MacroAverage.F1, Area(times), recall.DisparateImpact, recall.Ratio, recall.Gap,
            surplusSum / matrix.Total, nllSum / matrix.Total, brierSum / matrix.Total);
    }

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

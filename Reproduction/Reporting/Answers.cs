using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>What a run says about the questions of the experiment, a plain sentence each.</summary>
public static class Answers
{
    private const double Significance = 0.05;

    /// <summary>The questions with their answers; none where the run lacks the student or the baseline.</summary>
    /// <param name="measurements">The run's figures.</param>
    public static IReadOnlyList<(string Question, string Answer)> Of(RunMeasurements measurements)
    {
        if (measurements.Comparisons.Count == 0) return [];
        var comparison = measurements.Comparisons[0];
        ModelMeasurements Model(string name) => measurements.Models.Single(model => model.Model.Name == name);
        var (first, second) = (Model(comparison.First), Model(comparison.Second));
        string Change(Measured of, Measured from, Measured difference) => difference.Value is not { } value
            ? "It is undefined: a class has no images or was never right"
            : $"It {(value > 0 ? "rose" : value < 0 ? "fell" : "did not move")} from {Written.Value(from.Value)} ({comparison.Second}) to "
                + $"{Written.Value(of.Value)} ({comparison.First}): {comparison.Name} = {Written.Difference(value)}, "
                + $"95 % interval {Written.DifferenceInterval(difference.Interval)}";
        var calibration = ReportedFigures.Calibration;
        return
        [
            ("Did accuracy change?",
                $"{Change(first.Accuracy, second.Accuracy, comparison.Accuracy)}; McNemar's exact p = {Written.Probability(comparison.McNemar.PValue)}."),
            ("Did disparate impact change?",
                $"{Change(first.DisparateImpact, second.DisparateImpact, comparison.DisparateImpact)}. It is the mean of the per-class recalls "
                + "over the largest, 1 where all are equal."),
            ("Is that beyond noise?",
                $"Accuracy: {OfAccuracy(comparison.Accuracy, comparison.McNemar)}. Disparate impact: {Verdict(comparison.DisparateImpact)}. "
                + $"The noise is that of {Written.Count(first.Model.Predictions.Count)} test images; one run cannot say what another seed would change."),
            ("Did the expected calibration error change?",
                $"{Change(first.Quality[calibration], second.Quality[calibration], comparison.Quality[calibration])}; "
                + $"beyond noise: {Verdict(comparison.Quality[calibration])}."),
        ];
    }

    private static string OfAccuracy(Measured difference, McNemar test)
    {
        var isUnlikely = test.PValue < Significance;
        if (difference.Interval is null || difference.IsBeyondNoise == isUnlikely) return Verdict(difference);
        return isUnlikely ? "on the edge, p is below 0.05 but the interval holds 0" : "on the edge, the interval does not hold 0 but p is not below 0.05";
    }

    private static string Verdict(Measured difference) =>
        difference.Interval is null ? "undefined, some resamples have no value"
        : difference.IsBeyondNoise ? "yes, the interval does not hold 0"
        : "no, the interval holds 0";
}

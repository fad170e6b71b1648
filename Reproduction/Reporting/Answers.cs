using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting;

/// <summary>What a run says about the questions of the experiment: the verdict first, then the figures that it rests on.</summary>
public static class Answers
{
    /// <summary>The questions with their answers; none where the run has no pair that its recipe compares.</summary>
    /// <param name="measurements">The run's figures.</param>
    public static IReadOnlyList<(string Question, string Answer)> Of(RunMeasurements measurements)
    {
        if (measurements.Comparisons.Count == 0) return [];
        var comparison = measurements.Comparisons[0];
        ModelMeasurements Model(string name) => measurements.Models.Single(model => model.Model.Name == name);
        var (first, second) = (Model(comparison.First), Model(comparison.Second));
        string Change(Measured of, Measured from, Measured difference, string? onTheEdge = null)
        {
            var verdict = comparison.SaysNothing ? Nothing(comparison) : onTheEdge ?? Verdict(difference);
            return difference.Value is null
                ? verdict
                : $"{verdict}: {Written.Difference(difference.Value)} {Written.DifferenceInterval(difference.Interval)} "
                    + $"({comparison.First} {Written.Value(of.Value)}, {comparison.Second} {Written.Value(from.Value)})";
        }
        var calibration = FigureCatalogue.Ece.Words;
        return
        [
            ("Did accuracy change?",
                $"{Change(first.Accuracy, second.Accuracy, comparison.Accuracy, OnTheEdge(comparison.Accuracy, comparison.McNemar))}; "
                + $"McNemar's exact p = {Written.Probability(comparison.McNemar.PValue)}."),
            ("Did disparate impact change?",
                $"{Change(first.DisparateImpact, second.DisparateImpact, comparison.DisparateImpact)}. It is the mean of the per-class "
                + "recalls over the largest, 1 where all are equal."),
            ("Did the expected calibration error change?",
                $"{Change(first.Figure(calibration), second.Figure(calibration), comparison.Figure(calibration))}."),
            ("Which figures are beyond noise?", $"{BeyondNoise(comparison)}. The differences are {comparison.Name} with 95 % intervals. "
                + $"The noise is that of {Written.Count(first.Model.Predictions.Count)} test images; one run cannot say what another "
                + "seed would change."),
        ];
    }

    private static string Verdict(Measured difference) => difference switch
    {
        { Value: null } => "Undefined, a class has no images or no class was ever right",
        { Interval: null } => "Not known, some resamples have no value",
        { IsBeyondNoise: false } => "Not measurably",
        { Value: > 0 } => "Yes, it rose",
        _ => "Yes, it fell",
    };

    private static string? OnTheEdge(Measured difference, McNemar test)
    {
        var isUnlikely = test.PValue < Significance.Level;
        if (difference.Interval is null || difference.IsBeyondNoise == isUnlikely) return null;
        return isUnlikely
            ? $"On the edge, p is below {Significance.Level} but the interval holds 0"
            : $"On the edge, the interval does not hold 0 but p is not below {Significance.Level}";
    }

    private static string BeyondNoise(Comparison comparison)
    {
        if (comparison.SaysNothing) return Nothing(comparison);
        var beyond = comparison.Figures.Where(figure => figure.IsBeyondNoise)
            .Select(figure => $"{figure.Name} {Written.Difference(figure.Value)} {Written.DifferenceInterval(figure.Interval)}").ToList();
        return beyond.Count == 0
            ? $"None of {comparison.Figures.Count}"
            : $"{beyond.Count} of {comparison.Figures.Count}: {string.Join("; ", beyond)}";
    }

    private static string Nothing(Comparison comparison) =>
        $"Nothing can be said, {Written.List(comparison.InDoubt)} {(comparison.InDoubt.Count == 1 ? "is" : "are")} in doubt";
}

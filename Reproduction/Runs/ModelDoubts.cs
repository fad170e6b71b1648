using System.Globalization;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// Why a model's figures are no finding: it answers one class, is not shown to be better than chance, or its training diverged from
/// its validation.
/// </summary>
public static class ModelDoubts
{
    /// <summary>The doubts about a model, each as what its name is the subject of; usually none.</summary>
    /// <param name="predictions">Its answers on the test images.</param>
    /// <param name="chosen">The epoch whose weights stand for it; null where no training is known of.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="comparesLosses">
    /// Whether what it minimised is what the validation's loss is, the cross entropy with the labels: a loss of other terms says nothing
    /// beside it.
    /// </param>
    public static IReadOnlyList<string> Of(
        Predictions predictions, HistoryRow? chosen, IReadOnlyList<string> classNames, bool comparesLosses = true)
    {
        List<string> doubts = [];
        var test = ChanceTest.Of(ConfusionMatrix.Of(predictions));
        if (test.OnlyAnswer is { } only) doubts.Add($"answers one class, {classNames[only]}, to all {test.Images} images");
        else if (!test.IsBetterThanChance)
            doubts.Add(string.Create(CultureInfo.InvariantCulture,
                $"is not shown to be better than chance: right on {test.Hits} of {test.Images} images, where the same answers dealt at random are "
                + $"right on {test.Expected:F1} ± {test.Deviation:F1}"));
        if (chosen is not null && Diverged(chosen, classNames.Count, comparesLosses) is { } divergence) doubts.Add(divergence);
        return doubts;
    }

    /// <summary>
    /// Trained well above chance and validated at less than half of that, or fitted a tenth better than a uniform guess (cross entropy
    /// ln K) and validated worse than one. Smoothed labels only raise the training loss of what is better than a guess.
    /// </summary>
    private static string? Diverged(HistoryRow epoch, int classes, bool comparesLosses)
    {
        if (epoch is not { ValidationAccuracy: { } accuracy, ValidationLoss: { } loss }) return null;
        var guess = Math.Log(classes);
        var isFarBelow = epoch.TrainAccuracy >= 2.0 / classes && accuracy < epoch.TrainAccuracy / 2;
        if (!isFarBelow && !(comparesLosses && epoch.TrainLoss < 0.9 * guess && loss > guess)) return null;
        return string.Create(CultureInfo.InvariantCulture,
                $"diverged from its validation: at epoch {epoch.Epoch} "
                + $"accuracy {epoch.TrainAccuracy:F4} in training and {accuracy:F4} on the validation images")
            + (comparesLosses
                ? string.Create(CultureInfo.InvariantCulture, $", loss {epoch.TrainLoss:F4} and {loss:F4} (a uniform guess: {guess:F4})")
                : "");
    }
}

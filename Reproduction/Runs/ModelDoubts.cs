using System.Globalization;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>
/// Why a model's figures are no finding: it answers one class, is not better than chance, or its training diverged from its
/// validation.
/// </summary>
public static class ModelDoubts
{
    /// <summary>The doubts about a model, each as what its name is the subject of; usually none.</summary>
    /// <param name="predictions">Its answers on the test images.</param>
    /// <param name="chosen">The epoch whose weights stand for it; null where no training is known of.</param>
    /// <param name="classNames">K names in class order.</param>
    public static IReadOnlyList<string> Of(Predictions predictions, HistoryRow? chosen, IReadOnlyList<string> classNames)
    {
        List<string> doubts = [];
        var test = ChanceTest.Of(ConfusionMatrix.Of(predictions));
        if (test.OnlyAnswer is { } only) doubts.Add($"answers one class, {classNames[only]}, to all {test.Images} images");
        else if (!test.IsBetterThanChance)
            doubts.Add(string.Create(CultureInfo.InvariantCulture,
                $"is not better than chance: right on {test.Hits} of {test.Images} images, where the same answers dealt at random are "
                + $"right on {test.Expected:F1} ± {test.Deviation:F1}"));
        if (chosen is not null && Diverged(chosen, classNames.Count) is { } divergence) doubts.Add(divergence);
        return doubts;
    }

    /// <summary>
    /// Trained well above chance and validated at less than half of that, or fitted a tenth better than a uniform guess (cross entropy
    /// ln K) and validated worse than one.
    /// </summary>
    private static string? Diverged(HistoryRow epoch, int classes)
    {
        if (epoch is not { ValidationAccuracy: { } accuracy, ValidationLoss: { } loss }) return null;
        var guess = Math.Log(classes);
        var isFarBelow = epoch.TrainAccuracy >= 2.0 / classes && accuracy < epoch.TrainAccuracy / 2;
        return isFarBelow || (epoch.TrainLoss < 0.9 * guess && loss > guess)
            ? string.Create(CultureInfo.InvariantCulture,
                $"diverged from its validation: at epoch {epoch.Epoch} accuracy {epoch.TrainAccuracy:F4} in training and {accuracy:F4} "
                + $"on the validation images, loss {epoch.TrainLoss:F4} and {loss:F4} (a uniform guess: {guess:F4})")
            : null;
    }
}

using Reproduction.Metrics;
using Reproduction.Recipes;

namespace Reproduction.Corrections;

/// <summary>A correction that was fitted to held-out images.</summary>
/// <param name="Correction">The correction.</param>
/// <param name="IsBest">
/// Whether none is better by its own measure; of offsets of classes, none in which one class alone has another offset. Where held-out
/// images do not say where to stop, as where all are right by far, weights could grow for ever, and these are where it hardly matters any
/// more.
/// </param>
public sealed record FittedCorrection(LogitCorrection Correction, bool IsBest)
{
    /// <summary>Fits a correction: temperature and vector to the labels' likelihood, in float64, from no correction.</summary>
    /// <param name="by">The method.</param>
    /// <param name="heldOut">What the model answers on images that did not train it, of each class at least one.</param>
    /// <exception cref="ArgumentException">A class has no image.</exception>
    /// <exception cref="CheckFailedException">No temperature above 0 is better than to know nothing.</exception>
    public static FittedCorrection Of(CalibrationMethod by, Predictions heldOut)
    {
        if (!heldOut.HasEveryClass) throw new ArgumentException("A class has no image.", nameof(heldOut));
        return by switch
        {
            CalibrationMethod.Temperature => ByTemperature(heldOut),
            CalibrationMethod.Vector => ByVector(heldOut),
            CalibrationMethod.ClassOffsets => new(LogitCorrection.ByOffsets(ClassOffsets.Of(heldOut)), true),
            _ => throw new InvalidOperationException($"no such correction: {by}"),
        };
    }

    private static FittedCorrection ByTemperature(Predictions heldOut)
    {
        var (weight, isMinimum) = ConvexMinimum.Of(new ScaledLikelihood(heldOut).ByTemperature, [1]);
        if (!(weight[0] > 0 && double.IsFinite(1 / weight[0])))
            throw new CheckFailedException(
                $"no temperature above 0 fits: on {heldOut.Count} held-out images the label's logit is no higher than the others on "
                + "average, expected a model that is better than chance");
        return new(LogitCorrection.ByTemperature(heldOut.Classes, 1 / weight[0]), isMinimum);
    }

    private static FittedCorrection ByVector(Predictions heldOut)
    {
        var classes = heldOut.Classes;
        var none = LogitCorrection.None(classes);
        var (point, isMinimum) = ConvexMinimum.Of(new ScaledLikelihood(heldOut).ByVector, [.. none.Weights, .. none.Offsets]);
        return new(new(point[..classes], point[classes..]), isMinimum);
    }
}

using System.Globalization;
using Reproduction.Recipes;
using Reproduction.Runs;

namespace Reproduction.Reporting;

/// <summary>What a calibration did where it was fitted, and where students ask the calibrated model.</summary>
internal static class CalibrationNote
{
    /// <summary>One line.</summary>
    /// <param name="model">The calibrated model.</param>
    /// <param name="calibration">What was fitted.</param>
    /// <param name="hasStudents">Whether a model learns from it.</param>
    public static string Of(string model, CalibrationFile calibration, bool hasStudents)
    {
        var what = calibration.By switch
        {
            CalibrationMethod.Temperature =>
                string.Create(CultureInfo.InvariantCulture, $"by the temperature {calibration.Temperature:G6}"),
            CalibrationMethod.Vector => "by a weight and an offset for each class",
            _ => "by an offset for each class, for the highest recall of the worst one",
        };
        return $"{model} corrects the logits of {calibration.Of} {what}: on the {Images(calibration.Calibrate)} to which it was fitted, "
            + $"{Change(calibration.Calibrate)}; on the {Images(calibration.Train)} that trained {calibration.Of}{(hasStudents ? ", where its students ask it" : "")}, "
            + $"{Change(calibration.Train)}. What was fitted to held-out images need not hold there."
            + (calibration.IsBest
                ? ""
                : " No finite weights are best on so few images, or so easy ones: these are where it hardly matters any more.");
    }

    private static string Images(CalibrationChange change) => $"{Written.Count(change.Images)} images";

    private static string Change(CalibrationChange change) =>
        $"negative log likelihood {Step(change.Before.Nll, change.After.Nll)}, calibration error "
        + $"{Step(change.Before.Ece, change.After.Ece)}, accuracy {Step(change.Before.Accuracy, change.After.Accuracy)}, worst recall "
        + $"{Step(change.Before.WorstRecall, change.After.WorstRecall)}";

    private static string Step(double? before, double? after) => $"{Written.Value(before)} → {Written.Value(after)}";
}

using Reproduction.Corrections;
using Reproduction.Metrics;

namespace Reproduction.Runs;

/// <summary>What a correction does to a model's answers to some images.</summary>
/// <param name="Images">How many.</param>
/// <param name="Before">As the model says them.</param>
/// <param name="After">Corrected.</param>
public sealed record CalibrationChange(int Images, CalibrationFigures Before, CalibrationFigures After)
{
    internal static CalibrationChange Of(Predictions answers, LogitCorrection correction) =>
        new(answers.Count, CalibrationFigures.Of(answers), CalibrationFigures.Of(correction.Of(answers)));
}

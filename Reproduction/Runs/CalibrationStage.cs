using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>Fits a model's correction of another one's logits.</summary>
/// <param name="CalibratedModel">The model.</param>
/// <param name="RunSeed">The run's seed.</param>
public sealed record CalibrationStage(CalibratedModelRecipe CalibratedModel, long RunSeed) : Stage(CalibratedModel, RunSeed)
{
    /// <inheritdoc/>
    public override string Name => $"calibrate {Model.Name}";

    /// <inheritdoc/>
    public override string RecordName => StageFiles.MadeRecord;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => [StageFiles.Calibration];
}

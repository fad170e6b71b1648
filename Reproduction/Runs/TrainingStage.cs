using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>Trains a model.</summary>
/// <param name="TrainedModel">The model.</param>
/// <param name="RunSeed">The run's seed.</param>
public sealed record TrainingStage(TrainedModelRecipe TrainedModel, long RunSeed) : Stage(TrainedModel, RunSeed)
{
    /// <inheritdoc/>
    public override string Name => $"train {Model.Name}";

    /// <inheritdoc/>
    public override string RecordName => StageFiles.MadeRecord;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => [StageFiles.Weights, StageFiles.History, StageFiles.Terms];

    /// <inheritdoc/>
    public override IReadOnlyList<string> HandedTo(Stage reader) => [StageFiles.Weights];
}

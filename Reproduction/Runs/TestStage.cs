using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>Asks a model about the test images.</summary>
/// <param name="Model">The model.</param>
/// <param name="RunSeed">The run's seed.</param>
public sealed record TestStage(ModelRecipe Model, long RunSeed) : Stage(Model, RunSeed)
{
    /// <inheritdoc/>
    public override string Name => $"test {Model.Name}";

    /// <inheritdoc/>
    public override string RecordName => StageFiles.TestRecord;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => [StageFiles.Test];
}

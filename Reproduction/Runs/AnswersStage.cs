using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>Asks a model about the training images, once for all that learn from it.</summary>
/// <param name="Teacher">The model.</param>
/// <param name="Views">About which views of the images.</param>
/// <param name="RunSeed">The run's seed.</param>
public sealed record AnswersStage(TrainedModelRecipe Teacher, AnsweredViews Views, long RunSeed) : Stage(Teacher, RunSeed)
{
    /// <inheritdoc/>
    public override string Name => $"answers of {Model.Name}{(Views.Augmentation.Count > 0 ? $" to views {Views.Id}" : "")}";

    /// <inheritdoc/>
    public override string RecordName => $"{Views.FileName}.json";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => Views.Files;

    /// <summary>Of the answers those to the epochs for which a student trains; all where the reader trains nothing.</summary>
    /// <param name="reader">The other stage.</param>
    public override IReadOnlyList<string> HandedTo(Stage reader) =>
        reader is TrainingStage student ? [.. Views.Files.Take(student.TrainedModel.Training.Epochs)] : Outputs;
}

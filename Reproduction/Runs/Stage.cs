using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>What a stage does with a model.</summary>
public enum StageKind
{
    /// <summary>Trains it.</summary>
    Train,

    /// <summary>Fits its correction of another model's logits.</summary>
    Calibrate,

    /// <summary>Asks it about the training images, once for all that learn from it.</summary>
    Answers,

    /// <summary>Asks it about the test images.</summary>
    Test,
}

/// <summary>One thing to do for an experiment. What it is follows from the recipe; what it comes to is in its files.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Model">With which model.</param>
/// <param name="Seed">The seed of everything random in it: the run's, or the one to which the model is pinned.</param>
/// <param name="Place">
/// The model's folder in that of the experiment: <c>seed-1/student</c> or, where it is pinned, <c>shared/teacher</c>.
/// </param>
/// <param name="Key">SHA-256 (hexadecimal) of all in the recipe that decides its outputs; a stage under another key is another one.</param>
/// <param name="Needs">The stages whose outputs it reads.</param>
/// <param name="Views">Of answers: to which views of the images.</param>
public sealed record Stage(
    StageKind Kind, ModelRecipe Model, long Seed, string Place, string Key, IReadOnlyList<Stage> Needs, AnsweredViews? Views = null)
{
    /// <summary>The stage's name: <c>train student</c>, <c>calibrate sure</c>, <c>answers of teacher</c>, <c>test student</c>.</summary>
    public string Name => Kind switch
    {
        StageKind.Train => $"train {Model.Name}",
        StageKind.Calibrate => $"calibrate {Model.Name}",
        StageKind.Answers => $"answers of {Model.Name}{(Views is { Augmentation.Count: > 0 } ? $" to views {Views.Id}" : "")}",
        _ => $"test {Model.Name}",
    };

    /// <summary>Name of its record in the model's folder.</summary>
    public string RecordName => Kind switch
    {
        StageKind.Train or StageKind.Calibrate => StageFiles.MadeRecord,
        StageKind.Answers => $"{Views!.FileName}.json",
        _ => StageFiles.TestRecord,
    };

    /// <summary>Names of its outputs in the model's folder.</summary>
    public IReadOnlyList<string> Outputs => Kind switch
    {
        StageKind.Train => [StageFiles.Weights, StageFiles.History, StageFiles.Terms],
        StageKind.Calibrate => [StageFiles.Calibration],
        StageKind.Answers => Views!.Files,
        _ => [StageFiles.Test],
    };

    /// <summary>Of its outputs those that another stage reads: of answers those to the epochs for which it trains.</summary>
    /// <param name="reader">The other stage.</param>
    public IReadOnlyList<string> HandedTo(Stage reader) => Kind switch
    {
        StageKind.Train => [StageFiles.Weights],
        StageKind.Answers when reader is { Kind: StageKind.Train, Model: TrainedModelRecipe student } =>
            [.. Views!.Files.Take(student.Training.Epochs)],
        _ => Outputs,
    };
}

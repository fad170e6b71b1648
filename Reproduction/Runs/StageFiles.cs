using Reproduction.Files;
using Reproduction.Training;

namespace Reproduction.Runs;

/// <summary>A stage's files: its record and its outputs in the model's folder.</summary>
/// <param name="root">The experiment's folder.</param>
/// <param name="stage">The stage.</param>
public sealed class StageFiles(string root, Stage stage)
{
    /// <summary>The finished model's weights.</summary>
    public const string Weights = Checkpoint.FinalName;

    /// <summary>The record of a training, or of a calibration.</summary>
    public const string MadeRecord = "stage.json";

    /// <summary>The record of a test.</summary>
    public const string TestRecord = "test.json";

    /// <summary>The figures of every epoch.</summary>
    public const string History = "history.csv";

    /// <summary>The terms of the loss in every epoch.</summary>
    public const string Terms = "terms.csv";

    /// <summary>How the model corrects another one's logits.</summary>
    public const string Calibration = "calibration.json";

    /// <summary>The model's logits of the test images.</summary>
    public const string Test = "test.csv";

    /// <summary>Whether a file of a run is the record of a stage, by its name.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    internal static bool IsRecord(string name) => name.Split('/') is [_, MadeRecord or TestRecord];

    /// <summary>The model's folder.</summary>
    public string Folder { get; } = Path.Combine(root, stage.Place);

    /// <summary>The stage's record.</summary>
    public string RecordPath => In(stage.RecordName);

    /// <summary>A file in the model's folder.</summary>
    /// <param name="name">Its name.</param>
    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>How the stage stands.</summary>
    public StageState State()
    {
        if (StageRecord.Read(RecordPath) is not { } record) return StageState.NotBegun;
        if (record.Key != stage.Key) return StageState.Stale;
        var inputs = Inputs();
        if (!record.Inputs.Keys.Order(StringComparer.Ordinal).SequenceEqual(inputs.Keys.Order(StringComparer.Ordinal))
            || inputs.Any(input => input.Value is null || record.Inputs[input.Key] != input.Value))
            return StageState.Stale;
        return record.Outputs.Count > 0 && (stage is not TrainingStage || record.Outcome is not null)
            && stage.Outputs.All(name => record.Outputs.TryGetValue(name, out var hash) && Hash(In(name)) == hash)
            ? StageState.Done
            : StageState.Begun;
    }

    /// <summary>SHA-256 of each file that the stage reads, by path in the experiment's folder; null of one that is not there.</summary>
    public IReadOnlyDictionary<string, string?> Inputs() => stage.Needs
        .SelectMany(need => need.HandedTo(stage).Select(name => $"{need.Place}/{name}"))
        .ToDictionary(path => path, path => Hash(Path.Combine(root, path)));

    /// <summary>Whether a file that the stage was made from is another one now.</summary>
    public bool IsOfOtherInputs() => StageRecord.Read(RecordPath) is { } record
        && record.Inputs.Any(input => Hash(Path.Combine(root, input.Key)) is { } now && now != input.Value);

    /// <summary>An output of the finished stage that is gone, or another one; null where there is none.</summary>
    public string? Lost =>
        StageRecord.Read(RecordPath)?.Outputs.Where(output => Hash(In(output.Key)) != output.Value).Select(output => In(output.Key))
            .FirstOrDefault();

    /// <summary>SHA-256 of each output, by name.</summary>
    /// <exception cref="BadInputException">One of them is gone.</exception>
    public IReadOnlyDictionary<string, string> Outputs() => stage.Outputs.ToDictionary(
        name => name, name =>
            Hash(In(name)) ?? throw new BadInputException($"{In(name)}: gone since {stage.Name} wrote it; --resume writes it again"));

    /// <summary>Deletes what killed processes left half-written. For the holder of the folder.</summary>
    public void DeleteUnfinished() => RunFiles.DeleteUnfinishedOfModel(Folder);

    /// <summary>
    /// Deletes record and outputs, and what the model's name left here while it was made by another method: the stage was never begun. For
    /// the holder of the folder.
    /// </summary>
    public void Drop()
    {
        foreach (var name in stage.Outputs.Prepend(stage.RecordName)) File.Delete(In(name));
        RunFiles.DeleteOfOtherMethods(Folder, stage.Model);
    }

    private static string? Hash(string path) => File.Exists(path) ? Checksum.Of(path).Hex : null;
}

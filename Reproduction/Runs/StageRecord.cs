using System.Text.Json;
using Reproduction.Files;

namespace Reproduction.Runs;

/// <summary>The record of a stage, beside its outputs: with all of their hashes it is done.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Key">Its key: what it was made for.</param>
/// <param name="Protocol">What in the recipe decides it, in the recipe's words.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Surroundings">Under what it was made.</param>
/// <param name="Inputs">SHA-256 of each file of another stage that it was made from, by path in the experiment's folder.</param>
/// <param name="Outputs">SHA-256 of each output, by name; none until it is done.</param>
/// <param name="Segments">The processes that worked on it, in order.</param>
/// <param name="Outcome">Of training: what it came to; null until it is done.</param>
public sealed record StageRecord(
    string Stage, string Key, JsonElement Protocol, long Seed, Surroundings Surroundings, IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<RunSegment> Segments, TrainingOutcome? Outcome)
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The record.</param>
    /// <returns>The record; null where there is none, or one that is damaged, which counts as none.</returns>
    public static StageRecord? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<StageRecord>(File.ReadAllText(path), RecordJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The record.</param>
    public void Write(string path) => WholeFile.WriteText(path, JsonSerializer.Serialize(this, RecordJson.Options) + "\n");
}

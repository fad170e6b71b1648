using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// A stage's files in the folder <c>checkpoints</c>: <c>MODEL.latest.safetensors</c> to go on from, <c>MODEL.best.safetensors</c>
/// with the best epoch's weights so far, and when the stage is over <c>MODEL.safetensors</c> alone.
/// </summary>
/// <param name="folder">The folder of the run's checkpoints.</param>
/// <param name="model">The model's name.</param>
public sealed class Checkpoint(string folder, string model)
{
    private const string StateKey = "training_state";
    private const string MomentPrefix = "optimiser.";

    private string Latest => Path.Combine(folder, $"{model}.latest.safetensors");

    private string Best => Path.Combine(folder, $"{model}.best.safetensors");

    /// <summary>The finished model's weights; the file exists when the stage is over.</summary>
    public string Final => Path.Combine(folder, $"{model}.safetensors");

    /// <summary>Whether the stage is over.</summary>
    public bool IsFinished => File.Exists(Final);

    /// <summary>Stores everything that the stage needs to go on.</summary>
    /// <param name="network">The weights and running statistics.</param>
    /// <param name="optimiser">The moments.</param>
    /// <param name="state">Where the stage stands.</param>
    public void SaveLatest(EfficientNet network, Optimiser optimiser, TrainingState state)
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(
            Latest,
            [.. StateDict(network), .. optimiser.Moments().Select(moment => (MomentPrefix + moment.Name, moment.Value))],
            Metadata(state));
    }

    /// <summary>Goes on from where the stage stood; a stage that was never begun stays at its start.</summary>
    /// <param name="network">Gets the weights.</param>
    /// <param name="optimiser">Gets the moments.</param>
    /// <returns>Where the stage stands.</returns>
    public TrainingState RestoreLatest(EfficientNet network, Optimiser optimiser)
    {
        if (!File.Exists(Latest)) return TrainingState.Start;
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Read(Latest);
        var state = State(Latest, file.Metadata);
        Load(network, file.Tensors);
        optimiser.Restore(
            state.TotalSteps,
            file.Tensors.Where(tensor => tensor.Key.StartsWith(MomentPrefix, StringComparison.Ordinal))
                .ToDictionary(tensor => tensor.Key[MomentPrefix.Length..], tensor => tensor.Value));
        return state;
    }

    /// <summary>Stores the best epoch's weights so far.</summary>
    /// <param name="network">The weights.</param>
    public void SaveBest(EfficientNet network)
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(Best, StateDict(network));
    }

    /// <summary>Ends the stage: the chosen weights become the model's, and the network holds them.</summary>
    /// <param name="network">Holds the last epoch's weights, and afterwards the chosen ones.</param>
    /// <param name="rule">Which epoch's weights stand for the model.</param>
    /// <param name="state">Where the stage stands: at its end.</param>
    public void Finish(EfficientNet network, EpochRule rule, TrainingState state)
    {
        using var scope = NewDisposeScope();
        if (rule == EpochRule.Best)
        {
            using var best = SafeTensors.Read(Best);
            Load(network, best.Tensors);
        }
        SafeTensors.Write(Final, StateDict(network), Metadata(state));
        File.Delete(Latest);
        File.Delete(Best);
    }

    /// <summary>Puts the finished model's weights into a network.</summary>
    /// <param name="network">A network of the model's architecture.</param>
    /// <returns>Where the stage ended.</returns>
    public TrainingState LoadFinal(EfficientNet network)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Read(Final);
        Load(network, file.Tensors);
        return State(Final, file.Metadata);
    }

    private static IEnumerable<(string, Tensor)> StateDict(EfficientNet network) =>
        network.state_dict().Select(entry => (entry.Key, entry.Value));

    private static void Load(EfficientNet network, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in network.state_dict()) value.copy_(tensors[name]);
    }

    private static Dictionary<string, string> Metadata(TrainingState state) => new() { [StateKey] = JsonSerializer.Serialize(state) };

    private static TrainingState State(string path, IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(StateKey, out var json) && JsonSerializer.Deserialize<TrainingState>(json) is { } state
            ? state
            : throw new BadInputException($"{path}: found no {StateKey} in its metadata, expected a checkpoint of this program");
}

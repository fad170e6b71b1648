using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Native;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// A training's files in the model's folder: <c>latest.safetensors</c> to go on from, <c>previous.safetensors</c> for when that
/// one is damaged, and when the training is over <c>weights.safetensors</c> with the latest beside it, until the run is
/// whole. A damaged file is never used: the one before is, or the stage starts anew, to the same bits, and a warning says so.
/// </summary>
/// <param name="folder">The model's folder.</param>
/// <param name="model">The model's name.</param>
public sealed class Checkpoint(string folder, string model)
{
    private const string StateKey = "training_state";
    private const string MomentPrefix = "optimiser.";
    private const string BestPrefix = "best.";
    private const string AdaptorPrefix = "adaptors.";

    private string Latest => Path.Combine(folder, "latest.safetensors");

    private string Previous => Path.Combine(folder, "previous.safetensors");

    /// <summary>The finished model's weights; the file exists when the stage is over.</summary>
    public string Final => Path.Combine(folder, "weights.safetensors");

    /// <summary>Stores everything that the stage needs to go on, in one file; the one before is kept.</summary>
    /// <param name="network">The weights and running statistics.</param>
    /// <param name="adaptors">What learns beside it; it is not among the finished model's weights.</param>
    /// <param name="optimiser">The moments.</param>
    /// <param name="best">The best epoch's weights so far; none where the last epoch counts.</param>
    /// <param name="state">Where the stage stands.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; both files are as they were.</exception>
    public void Save(Network network, nn.Module adaptors, Optimiser optimiser, BestWeights best, TrainingState state)
    {
        using var scope = NewDisposeScope();
        var next = Path.Combine(folder, "next.safetensors");
        ChecksummedTensors.Write(
            next,
            [
                .. Named("", network.state_dict()),
                .. Named(AdaptorPrefix, adaptors.state_dict()),
                .. Named(BestPrefix, best.Tensors),
                .. optimiser.Moments().Select(moment => (MomentPrefix + moment.Name, moment.Value)),
            ],
            Metadata(state));
        // A kill between the two leaves the one before alone, from which the stage comes to the same bits.
        if (File.Exists(Latest)) File.Move(Latest, Previous, overwrite: true);
        File.Move(next, Latest);
        Disk.FlushFolder(folder);
    }

    /// <summary>Goes on from where the stage stood; a stage that was never begun stays at its start.</summary>
    /// <param name="network">Gets the weights.</param>
    /// <param name="adaptors">Gets its own.</param>
    /// <param name="optimiser">Gets the moments.</param>
    /// <param name="best">Gets the best epoch's weights so far.</param>
    /// <param name="warn">Is told of damaged files.</param>
    /// <returns>Where the stage stands.</returns>
    /// <exception cref="BadInputException">A sound file is not of this network.</exception>
    public TrainingState Restore(Network network, nn.Module adaptors, Optimiser optimiser, BestWeights best, Action<string> warn)
    {
        using var scope = NewDisposeScope();
        foreach (var path in new[] { Latest, Previous })
        {
            if (!File.Exists(path)) continue;
            if (ChecksummedTensors.Read(path, out var damage) is not { } file)
            {
                warn($"{damage}; {(path == Latest && File.Exists(Previous) ? "going on from the checkpoint before it" : $"{model} starts anew")}");
                // Out of the way, so that the next checkpoint does not push it over the sound one.
                File.Delete(path);
                continue;
            }
            StateDict.Load(network, new(file.Metadata, WithPrefix("", file)), path);
            var state = State(path, file.Metadata);
            Put(WithPrefix(AdaptorPrefix, file), adaptors, path);
            optimiser.Restore(state.TotalSteps, WithPrefix(MomentPrefix, file));
            best.Take(WithPrefix(BestPrefix, file));
            return state;
        }
        return TrainingState.Start;
    }

    /// <summary>
    /// Drops checkpoints that stand at a step: what went on from there diverged at once, so they are not good ones.
    /// </summary>
    /// <param name="totalSteps">Steps after which the loss was not finite.</param>
    /// <returns>What is kept, in words.</returns>
    public string DropAt(long totalSteps)
    {
        foreach (var path in new[] { Latest, Previous })
            if (StateOf(path)?.TotalSteps == totalSteps) File.Delete(path);
        return (StateOf(Latest) ?? StateOf(Previous)) is { } kept
            ? $"the checkpoint after {kept.TotalSteps} good steps is kept"
            : "no step before it was stored";
    }

    /// <summary>Ends the stage: the chosen weights become the model's, and the network holds them.</summary>
    /// <param name="network">Holds the last epoch's weights, and afterwards the chosen ones.</param>
    /// <param name="best">The best epoch's weights, which are chosen; none where the last epoch counts.</param>
    /// <param name="state">Where the stage stands: at its end.</param>
    public void Finish(Network network, BestWeights best, TrainingState state)
    {
        using var scope = NewDisposeScope();
        best.PutInto(network);
        ChecksummedTensors.Write(Final, Named("", network.state_dict()), Metadata(state));
        File.Delete(Previous);
    }

    /// <summary>Puts the finished model's weights into a network.</summary>
    /// <param name="network">A network of the model's architecture.</param>
    /// <param name="warn">Is told of a damaged file, which counts as none.</param>
    /// <returns>Where the stage ended; null where it is not over.</returns>
    /// <exception cref="BadInputException">A sound file is not of this network.</exception>
    public TrainingState? LoadFinal(Network network, Action<string> warn)
    {
        if (!File.Exists(Final)) return null;
        using var scope = NewDisposeScope();
        if (ChecksummedTensors.Read(Final, out var damage) is not { } file)
        {
            warn($"{damage}; {(File.Exists(Latest) ? "going on from the checkpoint before it" : $"{model} is trained again")}");
            File.Delete(Final);
            return null;
        }
        StateDict.Load(network, file, Final);
        return State(Final, file.Metadata);
    }

    /// <summary>Deletes what only an unfinished run needs.</summary>
    public void KeepFinalAlone()
    {
        File.Delete(Latest);
        File.Delete(Previous);
    }

    /// <summary>Deletes everything: the stage was never begun.</summary>
    public void Drop()
    {
        KeepFinalAlone();
        File.Delete(Final);
    }

    private static void Put(Dictionary<string, Tensor> stored, nn.Module adaptors, string path)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in adaptors.state_dict())
            value.copy_(stored.TryGetValue(name, out var found) && found.shape.SequenceEqual(value.shape)
                ? found
                : throw new BadInputException($"{path}: found no {AdaptorPrefix}{name} of shape [{string.Join(", ", value.shape)}], expected a checkpoint of this loss"));
    }

    private static IEnumerable<(string, Tensor)> Named(string prefix, IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.Select(entry => (prefix + entry.Key, entry.Value));

    private static Dictionary<string, Tensor> WithPrefix(string prefix, StoredTensors file) =>
        file.Tensors.Where(tensor => PrefixOf(tensor.Key) == prefix).ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);

    private static string PrefixOf(string name) =>
        new[] { MomentPrefix, BestPrefix, AdaptorPrefix }.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ?? "";

    private static Dictionary<string, string> Metadata(TrainingState state) => new() { [StateKey] = JsonSerializer.Serialize(state) };

    private static TrainingState State(string path, IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(StateKey, out var json) && JsonSerializer.Deserialize<TrainingState>(json) is { } state
            ? state
            : throw new BadInputException($"{path}: found no {StateKey} in its metadata, expected a checkpoint of this program");

    private static TrainingState? StateOf(string path)
    {
        try
        {
            return File.Exists(path) ? State(path, SafeTensors.ReadHeader(path).Metadata) : null;
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}

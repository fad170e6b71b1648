using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Native;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// A training's files in the model's folder: <c>latest.safetensors</c> to go on from, <c>previous.safetensors</c> for when that
/// one is damaged, and when the training is over <c>weights.safetensors</c> with the latest beside it, until the run is
/// whole. A damaged file, one of another run or model, or one whose state no training has written, is never used: the one before
/// is, or the training starts anew, to the same bits, and a warning says so.
/// </summary>
/// <param name="folder">The model's folder.</param>
/// <param name="model">The model's name.</param>
/// <param name="origin">Whose the files are.</param>
public sealed class Checkpoint(string folder, string model, Origin origin)
{
    /// <summary>The name of the finished model's weights.</summary>
    public const string FinalName = "weights.safetensors";

    /// <summary>The name of the file to go on from.</summary>
    public const string LatestName = "latest.safetensors";

    /// <summary>The name of the file before that one.</summary>
    public const string PreviousName = "previous.safetensors";

    /// <summary>The name of the file that becomes the latest, while it is not.</summary>
    public const string NextName = "next.safetensors";

    private const string StateKey = "training_state";
    private const string MomentPrefix = "optimiser.";
    private const string AveragePrefix = "average.";
    private const string BestPrefix = "best.";
    private const string LossPrefix = "loss.";

    private string Latest => Path.Combine(folder, LatestName);

    private string Previous => Path.Combine(folder, PreviousName);

    /// <summary>The model's folder.</summary>
    public string Folder => folder;

    /// <summary>Whether the training is over and a file is there that only an unfinished one needs.</summary>
    public bool HasMoreThanFinal => File.Exists(Final) && (File.Exists(Latest) || File.Exists(Previous));

    /// <summary>Is called before each writing, and may forbid it by an exception.</summary>
    public Action? Writing { get; init; }

    /// <summary>The finished model's weights; the file exists when the stage is over.</summary>
    public string Final => Path.Combine(folder, FinalName);

    /// <summary>Stores everything that the stage needs to go on, in one file; the one before is kept.</summary>
    /// <param name="tensors">Every tensor that it needs.</param>
    /// <param name="state">Where the stage stands.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; both files are as they were; without permission
    /// <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public void Save(TrainedTensors tensors, TrainingState state)
    {
        Writing?.Invoke();
        using var scope = NewDisposeScope();
        var next = Path.Combine(folder, NextName);
        ChecksummedTensors.Write(
            next,
            [
                .. Named("", tensors.Network.state_dict()),
                .. Named(LossPrefix, tensors.Loss.state_dict()),
                .. Named(AveragePrefix, tensors.Average.Tensors),
                .. Named(BestPrefix, tensors.Best.Tensors),
                .. tensors.Optimiser.Moments().Select(moment => (MomentPrefix + moment.Name, moment.Value)),
            ],
            Metadata(state));
        // A kill between the two leaves the one before alone, from which the stage comes to the same bits.
        if (File.Exists(Latest)) File.Move(Latest, Previous, overwrite: true);
        File.Move(next, Latest);
        Disk.FlushFolder(folder);
    }

    /// <summary>Goes on from where the stage stood; a stage that was never begun stays at its start.</summary>
    /// <param name="tensors">Gets the tensors.</param>
    /// <param name="bounds">Within what the state must lie.</param>
    /// <param name="warn">Is told of damaged files.</param>
    /// <returns>Where the stage stands.</returns>
    public TrainingState Restore(TrainedTensors tensors, StageBounds bounds, Action<string> warn)
    {
        using var scope = NewDisposeScope();
        foreach (var path in new[] { Latest, Previous })
        {
            if (!File.Exists(path)) continue;
            if (Taken(path, tensors, bounds, out var damage) is { } state) return state;
            warn($"{damage}; {(path == Latest && File.Exists(Previous) ? "going on from the checkpoint before it" : $"{model} starts anew")}");
            // Out of the way, so that the next checkpoint does not push it over the sound one.
            File.Delete(path);
        }
        return TrainingState.Start;
    }

    /// <summary>The state in a file, and its tensors where they belong; null, and nothing touched, where the file is damaged.</summary>
    private TrainingState? Taken(string path, TrainedTensors tensors, StageBounds bounds, out string? damage)
    {
        var (network, loss, optimiser, average, best) = tensors;
        if (Read(path, out damage) is not var (file, state)) return null;
        var (moments, averaged) = (WithPrefix(MomentPrefix, file), WithPrefix(AveragePrefix, file));
        var (bestSoFar, kept) = (WithPrefix(BestPrefix, file), WithPrefix(LossPrefix, file));
        damage =
            (bounds.Oddity(state) ?? OddLoss(loss, kept) ?? optimiser.Oddity(state.TotalSteps, moments)
                ?? OddWeights("the moving average's weights", network, averaged, average.IsThereAfter(state.TotalSteps))
                ?? OddWeights("the best epoch's weights", network, bestSoFar, bounds.KeepsBest(state))) is { } odd
            ? $"{path}: {odd}"
            : Misfit(network, new(file.Metadata, WithPrefix("", file)), path);
        if (damage is not null) return null;
        Put(kept, loss);
        optimiser.Restore(state.TotalSteps, moments);
        average.Restore(averaged);
        best.Take(bestSoFar);
        return state;
    }

    /// <summary>A file of this run and model, whole, with a state in it; null with the damage otherwise.</summary>
    private (StoredTensors File, TrainingState State)? Read(string path, out string? damage)
    {
        if (ChecksummedTensors.Read(path, out damage) is not { } file) return null;
        if (origin.Difference(file.Metadata) is { } difference) damage = $"{path}: {difference}";
        else if (State(file.Metadata) is { } state) return (file, state);
        else damage = $"{path}: found no {StateKey} in its metadata, expected a checkpoint of this program";
        return null;
    }

    /// <summary>Loads the weights, or says why they do not fit; nothing is loaded then.</summary>
    private static string? Misfit(Network network, StoredTensors weights, string path)
    {
        try
        {
            StateDict.Load(network, weights, path);
            return null;
        }
        catch (BadInputException e)
        {
            return e.Message;
        }
    }

    private static string? OddWeights(string what, Network network, Dictionary<string, Tensor> weights, bool wanted)
    {
        if (!wanted) return weights.Count == 0 ? null : $"it holds {what}, expected none";
        var differences = StateDict.Differences(
            StateDict.Shapes(network.state_dict()), weights.Select(tensor => (tensor.Key, (IReadOnlyList<long>)tensor.Value.shape)));
        return differences.Count == 0 ? null : $"{what} do not fit: {differences[0]}";
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
    /// <param name="tensors">
    /// Its network holds the last step's weights, and afterwards the chosen ones: the best epoch's, or else the moving average, if any.
    /// </param>
    /// <param name="state">Where the stage stands: at its end.</param>
    public void Finish(TrainedTensors tensors, TrainingState state)
    {
        Writing?.Invoke();
        using var scope = NewDisposeScope();
        tensors.Average.Exchange();
        tensors.Best.PutInto(tensors.Network);
        ChecksummedTensors.Write(Final, Named("", tensors.Network.state_dict()), Metadata(state));
        File.Delete(Previous);
    }

    /// <summary>Puts the finished model's weights into a network, to ask it. What is there stays as it is: only who trains a model may say
    /// that its file is none.</summary>
    /// <param name="network">A network of the model's architecture.</param>
    /// <returns>What is wrong with the file; null where the network has the weights.</returns>
    public string? LoadFinal(Network network)
    {
        if (!File.Exists(Final)) return $"{Final}: gone";
        using var scope = NewDisposeScope();
        return Read(Final, out var damage) is var (file, _) ? Misfit(network, file, Final) : damage;
    }

    /// <summary>Puts the finished model's weights into the network that was trained.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bounds">Within what the state must lie.</param>
    /// <param name="warn">Is told of a damaged file, which counts as none and is deleted.</param>
    /// <returns>Where the stage ended; null where it is not over.</returns>
    public TrainingState? RestoreFinal(Network network, StageBounds bounds, Action<string> warn)
    {
        if (!File.Exists(Final)) return null;
        using var scope = NewDisposeScope();
        if (Read(Final, out var damage) is var (file, state))
        {
            var odd = bounds.Oddity(state)
                ?? (state.Epoch <= bounds.Epochs ? $"it stands in epoch {state.Epoch} of {bounds.Epochs}" : null);
            damage = odd is null ? Misfit(network, file, Final) : $"{Final}: {odd}";
            if (damage is null) return state;
        }
        warn($"{damage}; {(File.Exists(Latest) ? "going on from the checkpoint before it" : $"{model} is trained again")}");
        File.Delete(Final);
        return null;
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

    private static string? OddLoss(nn.Module loss, Dictionary<string, Tensor> stored)
    {
        var wanted = loss.state_dict();
        return wanted.Count == stored.Count
            && wanted.All(tensor => stored.TryGetValue(tensor.Key, out var found) && found.shape.SequenceEqual(tensor.Value.shape))
            ? null
            : "what the loss keeps does not fit";
    }

    private static void Put(Dictionary<string, Tensor> stored, nn.Module loss)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in loss.state_dict()) value.copy_(stored[name]);
    }

    private static IEnumerable<(string, Tensor)> Named(string prefix, IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.Select(entry => (prefix + entry.Key, entry.Value));

    private static Dictionary<string, Tensor> WithPrefix(string prefix, StoredTensors file) =>
        file.Tensors.Where(tensor => PrefixOf(tensor.Key) == prefix)
            .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);

    private static string PrefixOf(string name) =>
        new[] { MomentPrefix, AveragePrefix, BestPrefix, LossPrefix }
            .FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ?? "";

    private Dictionary<string, string> Metadata(TrainingState state) =>
        origin.Metadata(KeyValuePair.Create(StateKey, JsonSerializer.Serialize(state)));

    private static TrainingState? State(IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            return metadata.TryGetValue(StateKey, out var json) ? JsonSerializer.Deserialize<TrainingState>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TrainingState? StateOf(string path)
    {
        try
        {
            return File.Exists(path) ? State(SafeTensors.ReadHeader(path).Metadata) : null;
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}

using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// A teacher's logits of the training images, computed beforehand: exact as long as the view of an image is known beforehand, that
/// is without random augmentation, or with views that the epoch alone decides. A distillation epoch then costs what a plain one costs.
/// </summary>
/// <param name="fileOf">The file with the answers of an epoch.</param>
/// <param name="indices">The training images that the rows stand for, in order.</param>
/// <param name="classes">K.</param>
/// <param name="origin">Whose they must be.</param>
/// <param name="device">Where the logits are wanted.</param>
public sealed class StoredLogits(
    Func<int, string> fileOf, IReadOnlyList<int> indices, int classes, Origin origin, Device device) : ITeacher
{
    private const string TensorName = "logits";

    private readonly Dictionary<int, int> rows =
        indices.Select((index, row) => (index, row)).ToDictionary(pair => pair.index, pair => pair.row);
    private (string Path, Tensor Logits)? held;

    /// <summary>Stores logits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="logits">N×K row by row.</param>
    /// <param name="count">N.</param>
    /// <param name="origin">Whose they are.</param>
    /// <exception cref="CheckFailedException">One is not finite: nothing can be learned from it.</exception>
    public static void Write(string path, float[] logits, int count, Origin origin)
    {
        if (Array.FindIndex(logits, logit => !float.IsFinite(logit)) is >= 0 and var odd)
            throw new CheckFailedException(
                $"{path}: of training image {odd / (logits.Length / count)} of {count} the teacher's logits are not finite, as it "
                + "diverged: nothing can be learned from it; train it otherwise, at a smaller learning rate for example");
        using var scope = NewDisposeScope();
        ChecksummedTensors.Write(path, [(TensorName, tensor(logits, [count, logits.Length / count], ScalarType.Float32))],
            origin.Metadata());
    }

    /// <summary>Whether the answers of an epoch are there; damaged ones, or another teacher's, count as none.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="warn">Is told of a damaged file.</param>
    public bool Has(int epoch, Action<string> warn)
    {
        if (!File.Exists(fileOf(epoch))) return false;
        using var scope = NewDisposeScope();
        if (Read(fileOf(epoch), out var damage) is not null) return true;
        warn($"{damage}; the teacher is asked again");
        return false;
    }

    /// <inheritdoc />
    /// <exception cref="BadInputException">The epoch's file is gone, damaged or another teacher's.</exception>
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        LogitsOnly.Refuse(taps);
        using var scope = NewDisposeScope();
        var places = tensor(views.Indices.Select(index => (long)rows[index]).ToArray(), device: device);
        return LogitsOnly.Of(Of(fileOf(views.Epoch)).index_select(0, places));
    }

    /// <inheritdoc />
    public void Dispose() => held?.Logits.Dispose();

    private Tensor Of(string path)
    {
        if (held?.Path == path) return held.Value.Logits;
        using var scope = NewDisposeScope();
        var stored = Read(path, out var damage) ?? throw new BadInputException($"{damage}; --resume asks the teacher again");
        Dispose();
        var logits = stored.to(device).DetachFromDisposeScope();
        held = (path, logits);
        return logits;
    }

    private Tensor? Read(string path, out string? damage)
    {
        var file = ChecksummedTensors.Read(path, out damage);
        if (file is null) return null;
        var stored = file.Tensors.GetValueOrDefault(TensorName);
        if (origin.Difference(file.Metadata) is { } difference) damage = $"{path}: {difference}";
        else if (!IsWanted(stored)) damage = $"{path}: expected a tensor '{TensorName}' of {indices.Count}×{classes} finite float32";
        return damage is null ? stored : null;
    }

    private bool IsWanted(Tensor? stored) =>
        stored is not null && stored.dtype == ScalarType.Float32 && stored.shape.SequenceEqual([indices.Count, classes])
            && stored.isfinite().all().item<bool>();
}

using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The teacher's logits of the training images, computed once: exact as long as a view of an image is always the same,
/// that is without random augmentation. A distillation epoch then costs what a plain one costs.
/// </summary>
public sealed class StoredLogits : ITeacherLogits, IDisposable
{
    private const string TensorName = "logits";
    private readonly Tensor logits;
    private readonly Dictionary<int, int> rows;
    private readonly Device device;

    private StoredLogits(Tensor logits, IReadOnlyList<int> indices, Device device)
    {
        (this.logits, this.device) = (logits, device);
        rows = indices.Select((index, row) => (index, row)).ToDictionary(pair => pair.index, pair => pair.row);
    }

    /// <summary>Stores logits.</summary>
    /// <param name="path">The file, <c>teacher-logits.safetensors</c>.</param>
    /// <param name="logits">N×K row by row.</param>
    /// <param name="count">N.</param>
    /// <param name="teacher">Whose they are.</param>
    public static void Write(string path, float[] logits, int count, Origin teacher)
    {
        using var scope = NewDisposeScope();
        ChecksummedTensors.Write(path, [(TensorName, tensor(logits, [count, logits.Length / count], ScalarType.Float32))], teacher.Metadata());
    }

    /// <summary>Reads stored logits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="indices">The training images that the rows stand for, in order.</param>
    /// <param name="classes">K.</param>
    /// <param name="teacher">Whose they must be: another teacher's, or another number of them, are damage.</param>
    /// <param name="device">Where the logits are wanted.</param>
    /// <param name="warn">Is told of a damaged file.</param>
    /// <returns>The logits; null where the file is damaged and the teacher must be asked again.</returns>
    public static StoredLogits? Read(string path, IReadOnlyList<int> indices, int classes, Origin teacher, Device device, Action<string> warn)
    {
        using var scope = NewDisposeScope();
        var file = ChecksummedTensors.Read(path, out var damage);
        var stored = file?.Tensors.GetValueOrDefault(TensorName);
        if (file is not null && teacher.Difference(file.Metadata) is { } difference) damage = $"{path}: {difference}";
        else if (file is not null && !IsWanted(stored, indices.Count, classes))
            damage = $"{path}: expected a tensor '{TensorName}' of {indices.Count}×{classes} finite float32";
        if (damage is null) return new(stored!.to(device).DetachFromDisposeScope(), indices, device);
        warn($"{damage}; the teacher is asked again");
        return null;
    }

    private static bool IsWanted(Tensor? stored, long rows, long columns) =>
        stored is not null && stored.dtype == ScalarType.Float32 && stored.shape.SequenceEqual([rows, columns]) && stored.isfinite().all().item<bool>();

    /// <inheritdoc />
    public Tensor Of(IReadOnlyList<int> indices, Tensor images, Func<Tensor> fullSize)
    {
        using var scope = NewDisposeScope();
        return logits.index_select(0, tensor(indices.Select(index => (long)rows[index]).ToArray(), device: device)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => logits.Dispose();
}

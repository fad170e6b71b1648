using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The teacher's logits of the training images, computed once: exact as long as a view of an image is always the same,
/// that is without random augmentation. A distillation epoch then costs what a plain one costs.
/// </summary>
public sealed class StoredAnswers : ITeacher, IDisposable
{
    private const string TensorName = "logits";
    private readonly Tensor logits;
    private readonly Dictionary<int, int> rows;
    private readonly Device device;

    private StoredAnswers(Tensor logits, IReadOnlyList<int> indices, Device device)
    {
        (this.logits, this.device) = (logits, device);
        rows = indices.Select((index, row) => (index, row)).ToDictionary(pair => pair.index, pair => pair.row);
    }

    /// <summary>Stores logits.</summary>
    /// <param name="path">The file, <c>teacher-logits.safetensors</c>.</param>
    /// <param name="logits">N×K row by row.</param>
    /// <param name="count">N.</param>
    public static void Write(string path, float[] logits, int count)
    {
        using var scope = NewDisposeScope();
        ChecksummedTensors.Write(path, [(TensorName, tensor(logits, [count, logits.Length / count], ScalarType.Float32))]);
    }

    /// <summary>Reads stored logits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="indices">The training images that the rows stand for, in order.</param>
    /// <param name="device">Where the logits are wanted.</param>
    /// <param name="warn">Is told of a damaged file.</param>
    /// <returns>The logits; null where the file is damaged and the teacher must be asked again.</returns>
    /// <exception cref="BadInputException">A sound file does not hold one row for each index.</exception>
    public static StoredAnswers? Read(string path, IReadOnlyList<int> indices, Device device, Action<string> warn)
    {
        using var scope = NewDisposeScope();
        if (ChecksummedTensors.Read(path, out var damage) is not { } file)
        {
            warn($"{damage}; the teacher is asked again");
            return null;
        }
        if (!file.Tensors.TryGetValue(TensorName, out var stored) || stored.dim() != 2 || stored.shape[0] != indices.Count)
            throw new BadInputException($"{path}: expected a tensor '{TensorName}' with {indices.Count} rows");
        return new(stored.to(device).DetachFromDisposeScope(), indices, device);
    }

    /// <inheritdoc />
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        if (taps.Count > 0) throw new ArgumentException($"asked for {string.Join(", ", taps)}, but logits alone are stored", nameof(taps));
        using var scope = NewDisposeScope();
        using var places = tensor(views.Indices.Select(index => (long)rows[index]).ToArray(), device: device);
        return new(logits.index_select(0, places).MoveToOuterDisposeScope(), new Dictionary<string, Tensor>());
    }

    /// <inheritdoc />
    public void Dispose() => logits.Dispose();
}

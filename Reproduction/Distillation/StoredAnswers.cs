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
/// <param name="device">Where the logits are wanted.</param>
public sealed class StoredAnswers(Func<int, string> fileOf, IReadOnlyList<int> indices, Device device) : ITeacher, IDisposable
{
    private const string TensorName = "logits";

    private readonly Dictionary<int, int> rows = indices.Select((index, row) => (index, row)).ToDictionary(pair => pair.index, pair => pair.row);
    private (string Path, Tensor Logits)? held;

    /// <summary>Stores logits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="logits">N×K row by row.</param>
    /// <param name="count">N.</param>
    public static void Write(string path, float[] logits, int count)
    {
        using var scope = NewDisposeScope();
        ChecksummedTensors.Write(path, [(TensorName, tensor(logits, [count, logits.Length / count], ScalarType.Float32))]);
    }

    /// <summary>Whether a file is there and as <see cref="Write"/> left it.</summary>
    /// <param name="path">The file.</param>
    public static bool IsSound(string path)
    {
        using var scope = NewDisposeScope();
        return File.Exists(path) && ChecksummedTensors.Read(path, out _) is not null;
    }

    /// <inheritdoc />
    /// <exception cref="BadInputException">The epoch's file is damaged, or does not hold one row for each image.</exception>
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        if (taps.Count > 0) throw new ArgumentException($"asked for {string.Join(", ", taps)}, but logits alone are stored", nameof(taps));
        using var scope = NewDisposeScope();
        var places = tensor(views.Indices.Select(index => (long)rows[index]).ToArray(), device: device);
        return new(Of(fileOf(views.Epoch)).index_select(0, places).MoveToOuterDisposeScope(), new Dictionary<string, Tensor>());
    }

    /// <inheritdoc />
    public void Dispose() => held?.Logits.Dispose();

    private Tensor Of(string path)
    {
        if (held?.Path == path) return held.Value.Logits;
        using var scope = NewDisposeScope();
        if (ChecksummedTensors.Read(path, out var damage) is not { } file) throw new BadInputException($"{damage}; --resume asks the teacher again");
        if (!file.Tensors.TryGetValue(TensorName, out var stored) || stored.dim() != 2 || stored.shape[0] != indices.Count)
            throw new BadInputException($"{path}: expected a tensor '{TensorName}' with {indices.Count} rows");
        Dispose();
        var logits = stored.to(device).DetachFromDisposeScope();
        held = (path, logits);
        return logits;
    }
}

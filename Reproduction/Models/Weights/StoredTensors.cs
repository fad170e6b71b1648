using TorchSharp;

namespace Reproduction.Models.Weights;

/// <summary>
/// The tensors of a weights file, on the CPU. They belong to the dispose scope that was current when they were read,
/// and disposing this disposes them too.
/// </summary>
/// <param name="metadata">Free text that the file carries beside its tensors.</param>
/// <param name="tensors">The tensors by name, in the file's order.</param>
public sealed class StoredTensors(
    IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, torch.Tensor> tensors) : IDisposable
{
    /// <summary>Free text that the file carries beside its tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>The tensors by name, in the file's order.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors { get; } = tensors;

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values) tensor.Dispose();
    }
}

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

    /// <summary>Reads some tensors of an opened file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="chosen">Which of its tensors.</param>
    /// <param name="named">Their names here, in the same order; their own by default.</param>
    /// <exception cref="BadInputException">The data are damaged, or one is no plain array of numbers.</exception>
    internal static StoredTensors Of(ITensorSource source, IReadOnlyList<TensorEntry> chosen, IReadOnlyList<string>? named = null)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = new OrderedDictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in (named ?? [.. chosen.Select(entry => entry.Name)]).Zip(source.Read(chosen)))
            tensors.Add(name, tensor.MoveToOuterDisposeScope());
        return new StoredTensors(source.Metadata, tensors);
    }

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values) tensor.Dispose();
    }
}

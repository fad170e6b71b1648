using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>The weights and running statistics of the best epoch so far; none before the first epoch's end.</summary>
public sealed class BestWeights : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = [];

    /// <summary>By name, as in the network's state.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>Takes tensors.</summary>
    /// <param name="state">By name; copied.</param>
    public void Take(IReadOnlyDictionary<string, Tensor> state)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in state)
        {
            if (tensors.TryGetValue(name, out var kept)) kept.copy_(value);
            else tensors.Add(name, value.clone().DetachFromDisposeScope());
        }
    }

    /// <summary>Puts the weights back, where there are any.</summary>
    /// <param name="network">The network.</param>
    public void PutInto(Network network)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in network.state_dict())
            if (tensors.TryGetValue(name, out var kept)) value.copy_(kept);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }
}

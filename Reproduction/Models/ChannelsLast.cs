using Reproduction.Data;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>
/// The memory order N·H·W·C of tensors whose shape stays N×C×H×W. On CPUs libtorch's convolutions are up to twice as fast
/// in it. TorchSharp has no <c>memory_format</c>, but strides are honoured.
/// </summary>
public static class ChannelsLast
{
    /// <summary>A tensor of the same shape and values in channels-last order.</summary>
    /// <param name="tensor">N×C×H×W.</param>
    public static Tensor Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Puts every convolution weight of a network into channels-last order, where that is the <see cref="Arithmetic.Layout"/>:
    /// libtorch follows the weights' order as well as the images'.
    /// </summary>
    /// <param name="network">The network; names, shapes and values of its parameters stay.</param>
    public static void Apply(nn.Module network)
    {
        if (Arithmetic.Layout != BatchLayout.ChannelsLast) return;
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in network.parameters().Where(parameter => parameter.dim() == 4))
            parameter.set_(Of(parameter));
    }
}

using Reproduction.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Golden;

/// <summary>
/// The networks of <c>golden/_written_network.py</c>: weights from the written rule, no dropout, no stochastic depth,
/// laid out as the program lays out its networks.
/// </summary>
public static class WrittenNetwork
{
    /// <summary>A network whose weights are float32 numbers, whatever its dtype.</summary>
    /// <param name="stream">The stream; the tensor KEY has numbers of its own in STREAM/KEY.</param>
    /// <param name="architecture">torchvision's name.</param>
    /// <param name="classes">K.</param>
    /// <param name="dtype">float32 or float64.</param>
    public static EfficientNet Of(string stream, string architecture, int classes, ScalarType dtype)
    {
        var network = new EfficientNet(EfficientNetArchitecture.Named(architecture), classes, stochasticDepth: 0, dropout: 0);
        network.to(dtype);
        ChannelsLast.Apply(network);
        Write(network, stream);
        return network;
    }

    /// <summary>Gives a network its written weights and statistics again.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream.</param>
    public static void Write(EfficientNet network, string stream)
    {
        using var gradients = no_grad();
        foreach (var (key, tensor) in network.state_dict())
        {
            using var scope = NewDisposeScope();
            if (tensor.is_floating_point()) tensor.copy_(Written($"{stream}/{key}", key, tensor.shape));
            else tensor.zero_();
        }
    }

    private static Tensor Written(string stream, string key, long[] shape)
    {
        var (low, high) = Bounds(key, shape);
        var numbers = WrittenRule.Uniform(stream, shape.Aggregate(1L, (a, b) => a * b), low, high);
        return tensor(Array.ConvertAll(numbers, number => (float)number), shape, float32);
    }

    private static (double Low, double High) Bounds(string key, long[] shape)
    {
        if (shape.Length >= 2)
        {
            var bound = Math.Sqrt(6.0 / shape[1..].Aggregate(1L, (a, b) => a * b));
            return (-bound, bound);
        }
        var residual =
            (key.EndsWith(".block.2.1.weight", StringComparison.Ordinal) || key.EndsWith(".block.3.1.weight", StringComparison.Ordinal))
            && !key.Contains(".0.block.", StringComparison.Ordinal);
        if (residual) return (0.05, 0.15);
        var scales = key.EndsWith(".weight", StringComparison.Ordinal) || key.EndsWith(".running_var", StringComparison.Ordinal);
        return scales ? (0.5, 1.5) : (-0.5, 0.5);
    }
}

namespace Reproduction.Models;

/// <summary>
/// Names and shapes of a network's parameters and buffers in the order of PyTorch's <c>state_dict</c>, as its architecture says them:
/// nothing is built for it, and so nothing of libtorch is loaded.
/// </summary>
internal sealed class TensorShapes
{
    private readonly OrderedDictionary<string, IReadOnlyList<long>> shapes = new(StringComparer.Ordinal);

    /// <summary>Each tensor's shape by its name; empty for a scalar.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<long>> All => shapes;

    /// <summary>A convolution's weight, output × input × kernel × kernel, and its bias.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="output">Channels that go out.</param>
    /// <param name="input">Channels that come in, of a group.</param>
    /// <param name="kernel">The kernel's side.</param>
    /// <param name="bias">Whether it has one.</param>
    internal void Convolution(string name, long output, long input, long kernel, bool bias = false)
    {
        shapes.Add($"{name}.weight", [output, input, kernel, kernel]);
        if (bias) shapes.Add($"{name}.bias", [output]);
    }

    /// <summary>A batch norm's parameters and statistics.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="channels">Its channels.</param>
    internal void BatchNorm(string name, long channels)
    {
        foreach (var tensor in (string[])["weight", "bias", "running_mean", "running_var"]) shapes.Add($"{name}.{tensor}", [channels]);
        shapes.Add($"{name}.num_batches_tracked", []);
    }

    /// <summary>A convolution without bias, called 0, and its batch norm, called 1.</summary>
    /// <param name="name">What both are parts of.</param>
    /// <param name="output">Channels that go out.</param>
    /// <param name="input">Channels that come in, of a group.</param>
    /// <param name="kernel">The kernel's side.</param>
    internal void ConvolutionAndNorm(string name, long output, long input, long kernel)
    {
        Convolution($"{name}.0", output, input, kernel);
        BatchNorm($"{name}.1", output);
    }

    /// <summary>A linear layer's weight, output × input, and bias.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="output">Features that go out.</param>
    /// <param name="input">Features that come in.</param>
    internal void Linear(string name, long output, long input)
    {
        shapes.Add($"{name}.weight", [output, input]);
        shapes.Add($"{name}.bias", [output]);
    }
}

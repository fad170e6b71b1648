using Reproduction.KnownAnswers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// RedNet's bottleneck: 1×1 convolution, involution with the stride, 1×1 convolution to four times as many channels, a batch norm after
/// each and a ReLU after the first two, and beside it the input, by a strided 1×1 convolution and a batch norm where its shape is
/// another; a ReLU after the sum. N×C×H×W in, N×4W×⌈H/stride⌉×⌈W/stride⌉ out for a width W.
/// </summary>
internal sealed class RedNetBlock : Module<Tensor, Tensor>
{
    /// <summary>Channels that leave a block to those of its involution.</summary>
    internal const int Expansion = 4;

    private readonly Sequential branch;
    private readonly Sequential? shortcut;
    private readonly StochasticDepth stochasticDepth;

    internal RedNetBlock(
        int input, int width, int kernel, int stride, double momentum, double stochasticDepthRate, RegulariserNoise noise)
        : base(nameof(RedNetBlock))
    {
        var output = Expansion * width;
        LastNormOfBranch = new(output, momentum: momentum);
        branch = Sequential(
            Conv2d(input, width, 1, bias: false), new BatchNormModule(width, momentum: momentum), ReLU(),
            new Involution(width, kernel, stride, momentum), new BatchNormModule(width, momentum: momentum), ReLU(),
            Conv2d(width, output, 1, bias: false), LastNormOfBranch);
        shortcut = stride == 1 && input == output
            ? null
            : Sequential(Conv2d(input, output, 1, stride, bias: false), new BatchNormModule(output, momentum: momentum));
        stochasticDepth = new(stochasticDepthRate, noise);
        register_module(nameof(branch), branch);
        if (shortcut is not null) register_module(nameof(shortcut), shortcut);
        register_module(nameof(stochasticDepth), stochasticDepth);
    }

    /// <summary>The batch norm that ends the residual branch.</summary>
    internal BatchNormModule LastNormOfBranch { get; }

    /// <summary>Lists a block's tensors without building it.</summary>
    /// <param name="tensors">Gets them in their order.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="input">Channels that come in.</param>
    /// <param name="width">Channels of the involution.</param>
    /// <param name="kernel">The involution's kernel.</param>
    /// <param name="strides">Whether the stride is above 1.</param>
    /// <returns>Channels that go out.</returns>
    internal static int List(TensorShapes tensors, string name, int input, int width, int kernel, bool strides)
    {
        var output = Expansion * width;
        tensors.Convolution($"{name}.branch.0", width, input, kernel: 1);
        tensors.BatchNorm($"{name}.branch.1", width);
        Involution.List(tensors, $"{name}.branch.3", width, kernel);
        tensors.BatchNorm($"{name}.branch.4", width);
        tensors.Convolution($"{name}.branch.6", output, width, kernel: 1);
        tensors.BatchNorm($"{name}.branch.7", output);
        if (strides || input != output) tensors.ConvolutionAndNorm($"{name}.shortcut", output, input, kernel: 1);
        return output;
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var kept = stochasticDepth.call(branch.call(input));
        return kept.Plus(shortcut is null ? input : shortcut.call(input)).relu_().MoveToOuterDisposeScope();
    }
}

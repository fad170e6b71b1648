using Reproduction.Data;
using Reproduction.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Convolution without bias, batch norm and, unless it projects, SiLU: torchvision's <c>Conv2dNormActivation</c>, whose
/// parts are named 0, 1 and 2. "Same" padding, (kernel − 1) / 2.
/// </summary>
internal sealed class ConvNormActivation : Module<Tensor, Tensor>
{
    private readonly Sequential parts;
    private readonly ConvNormLayer layer;
    private readonly bool activates;

    private ConvNormActivation(
        EfficientNetArchitecture architecture, Module<Tensor, Tensor> convolution, WeightOf weight, bool activation)
        : base(nameof(ConvNormActivation))
    {
        var norm = BatchNorm2d(weight().shape[0], architecture.BatchNormEpsilon, architecture.BatchNormMomentum);
        (layer, activates) = (new(weight, new(norm, architecture.BatchNormEpsilon, architecture.BatchNormMomentum)), activation);
        parts = activation ? Sequential(convolution, norm, SiLU()) : Sequential(convolution, norm);
        // Registered by hand: the parts' names have no prefix of their own.
        foreach (var (name, part) in parts.named_children()) register_module(name, part);
    }

    internal static ConvNormActivation Of(
        EfficientNetArchitecture architecture, int input, int output, int kernel, int stride = 1, bool activation = true)
    {
        var convolution = Conv2d(input, output, kernel, stride, padding: (kernel - 1) / 2, bias: false);
        return new(architecture, convolution, () => convolution.weight!, activation);
    }

    internal static ConvNormActivation Depthwise(EfficientNetArchitecture architecture, int channels, int kernel, int stride)
    {
        var convolution = new DepthwiseConvolution(channels, kernel, stride);
        return new(architecture, convolution, () => convolution.weight, activation: true);
    }

    /// <summary>The convolution's weight.</summary>
    internal WeightOf Weight => layer.WeightOf;

    /// <summary>The batch norm.</summary>
    internal NormLayer Norm => layer.Norm;

    public override Tensor forward(Tensor input)
    {
        if (activates && layer.Suits(input))
        {
            if (training) return ConvNormFunction.Train(layer, input);
            if (!is_grad_enabled()) return ConvNormFunction.Evaluate(layer, input);
        }
        if (Arithmetic.Layout == BatchLayout.ChannelsLast) return parts.call(input);
        // What the kernels hand on is channels-last.
        using var contiguous = input.contiguous();
        return parts.call(contiguous);
    }
}

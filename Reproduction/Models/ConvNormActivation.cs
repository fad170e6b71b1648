using Reproduction.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Convolution without bias, batch norm and, unless it projects, SiLU: torchvision's <c>Conv2dNormActivation</c>, whose
/// parts are named 0, 1 and 2. Padded by (kernel − 1) / 2 on each side, or as the architecture says (<see cref="StridePadding"/>).
/// </summary>
internal sealed class ConvNormActivation : Module<Tensor, Tensor>
{
    private readonly Sequential parts;
    private readonly ConvNormLayer layer;
    private readonly bool activates;
    private readonly int kernel;
    private readonly int stride;

    private ConvNormActivation(
        EfficientNetArchitecture architecture, Module<Tensor, Tensor> convolution, WeightOf weight, int kernel, int stride, bool activation)
        : base(nameof(ConvNormActivation))
    {
        (this.kernel, this.stride, PadsUnevenly) = (kernel, stride, PadsItself(architecture, stride));
        var norm = new BatchNormModule(weight().shape[0], architecture.BatchNormEpsilon, architecture.BatchNormMomentum);
        (layer, activates) = (new(weight, new(norm, architecture.BatchNormEpsilon, architecture.BatchNormMomentum)), activation);
        parts = activation ? Sequential(convolution, norm, SiLU()) : Sequential(convolution, norm);
        // Registered by hand: the parts' names have no prefix of their own.
        foreach (var (name, part) in parts.named_children()) register_module(name, part);
    }

    internal static ConvNormActivation Of(
        EfficientNetArchitecture architecture, int input, int output, int kernel, int stride = 1, bool activation = true)
    {
        var convolution =
            Conv2d(input, output, kernel, stride, padding: PadsItself(architecture, stride) ? 0 : (kernel - 1) / 2, bias: false);
        return new(architecture, convolution, () => convolution.weight!, kernel, stride, activation);
    }

    internal static ConvNormActivation Depthwise(EfficientNetArchitecture architecture, int channels, int kernel, int stride)
    {
        var convolution = new DepthwiseConvolution(channels, kernel, stride, padding: PadsItself(architecture, stride) ? 0 : kernel / 2);
        return new(architecture, convolution, () => convolution.weight, kernel, stride, activation: true);
    }

    /// <summary>Whether the input is padded here, more on one side than on the other, and not by the convolution.</summary>
    internal bool PadsUnevenly { get; }

    /// <summary>The convolution's weight.</summary>
    internal WeightOf Weight => layer.WeightOf;

    /// <summary>The batch norm.</summary>
    internal NormLayer Norm => layer.Norm;

    public override Tensor forward(Tensor input)
    {
        if (PadsUnevenly)
        {
            using var padded = PaddedInput.Same(input, kernel, stride);
            return parts.call(padded);
        }
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

    // With stride 1 and an odd kernel both paddings are the same.
    private static bool PadsItself(EfficientNetArchitecture architecture, int stride) =>
        architecture.Padding == StridePadding.Same && stride > 1;
}

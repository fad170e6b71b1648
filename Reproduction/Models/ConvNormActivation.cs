using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Convolution without bias, batch norm and, unless it projects, SiLU: torchvision's <c>Conv2dNormActivation</c>, whose
/// parts are named 0, 1 and 2. "Same" padding, (kernel − 1) / 2.
/// </summary>
internal static class ConvNormActivation
{
    internal static Sequential Of(
        EfficientNetArchitecture architecture, int input, int output, int kernel, int stride = 1, bool activation = true) =>
        Of(architecture, Conv2d(input, output, kernel, stride, padding: (kernel - 1) / 2, bias: false), output, activation);

    internal static Sequential Depthwise(EfficientNetArchitecture architecture, int channels, int kernel, int stride) =>
        Of(architecture, new DepthwiseConvolution(channels, kernel, stride), channels, activation: true);

    private static Sequential Of(EfficientNetArchitecture architecture, Module<Tensor, Tensor> convolution, int output, bool activation)
    {
        List<(string, Module<Tensor, Tensor>)> parts =
        [
            ("0", convolution),
            ("1", BatchNorm2d(output, architecture.BatchNormEpsilon, architecture.BatchNormMomentum)),
        ];
        if (activation) parts.Add(("2", SiLU()));
        return Sequential(parts);
    }
}

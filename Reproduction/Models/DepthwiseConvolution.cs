using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Depthwise convolution without bias: <c>torch.nn.Conv2d(C, C, k, stride, padding, groups=C, bias=False)</c>.
/// N×C×H×W in, N×C×⌈H/stride⌉×⌈W/stride⌉ out, unless padded otherwise. On a 1×1 map that is padded by (k − 1) / 2 every tap but the
/// kernel's centre meets padding, so the convolution is a multiplication by the centre; libtorch's CPU kernels need a hundred times as long
/// to find that out.
/// </summary>
internal sealed class DepthwiseConvolution : Module<Tensor, Tensor>
{
    internal readonly Parameter weight;
    private readonly int kernel;
    private readonly int stride;
    private readonly int padding;

    internal DepthwiseConvolution(int channels, int kernel, int stride, int padding) : base(nameof(DepthwiseConvolution))
    {
        (this.kernel, this.stride, this.padding) = (kernel, stride, padding);
        weight = Parameter(empty(channels, 1, kernel, kernel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        if (input.shape[2] != 1 || input.shape[3] != 1)
            return functional.conv2d(input, weight, null, [stride, stride], [padding, padding], null, input.shape[1]);
        using var scope = NewDisposeScope();
        var centre = weight.narrow(2, kernel / 2, 1).narrow(3, kernel / 2, 1).reshape(1, -1, 1, 1);
        return (input * centre).MoveToOuterDisposeScope();
    }
}

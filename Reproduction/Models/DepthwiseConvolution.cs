using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Depthwise convolution without bias and with "same" padding: <c>torch.nn.Conv2d(C, C, k, stride, (k − 1) / 2, groups=C, bias=False)</c>.
/// N×C×H×W in, N×C×H/stride×W/stride out. On a 1×1 map every tap but the kernel's centre meets padding, so the convolution is a
/// multiplication by the centre; libtorch's CPU kernels need a hundred times as long to find that out.
/// </summary>
internal sealed class DepthwiseConvolution : Module<Tensor, Tensor>
{
    internal readonly Parameter weight;
    private readonly int kernel;
    private readonly int stride;

    internal DepthwiseConvolution(int channels, int kernel, int stride) : base(nameof(DepthwiseConvolution))
    {
        (this.kernel, this.stride) = (kernel, stride);
        weight = Parameter(empty(channels, 1, kernel, kernel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        if (input.shape[2] != 1 || input.shape[3] != 1)
            return functional.conv2d(input, weight, null, [stride, stride], [kernel / 2, kernel / 2], null, input.shape[1]);
        using var scope = NewDisposeScope();
        var centre = weight.narrow(2, kernel / 2, 1).narrow(3, kernel / 2, 1).reshape(1, -1, 1, 1);
        return (input * centre).MoveToOuterDisposeScope();
    }
}

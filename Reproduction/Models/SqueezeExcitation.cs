using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Squeeze-and-excitation (Hu et al., CVPR 2018): scales each channel by a gate computed from the channels' means.
/// N×C×H×W in and out; torchvision's <c>SqueezeExcitation</c> with SiLU.
/// </summary>
internal sealed class SqueezeExcitation : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;

    internal SqueezeExcitation(int channels, int squeezed) : base(nameof(SqueezeExcitation))
    {
        fc1 = Conv2d(channels, squeezed, 1);
        fc2 = Conv2d(squeezed, channels, 1);
        RegisterComponents();
    }

    /// <summary>From the means to the squeezed channels.</summary>
    internal Conv2d Squeeze => fc1;

    /// <summary>From the squeezed channels to the gate.</summary>
    internal Conv2d Excite => fc2;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var squeezed = functional.silu(fc1.call(functional.adaptive_avg_pool2d(input, 1)));
        return (input * fc2.call(squeezed).sigmoid()).MoveToOuterDisposeScope();
    }
}

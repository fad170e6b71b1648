using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Dropout (Srivastava et al., JMLR 2014) on N×C features, as <c>torch.nn.Dropout</c> but drawn from an explicit source.
/// </summary>
internal sealed class SeededDropout(double rate, RegulariserNoise noise) : Module<Tensor, Tensor>(nameof(SeededDropout))
{
    internal double Rate => rate;

    public override Tensor forward(Tensor input)
    {
        if (!training || rate == 0) return input.alias();
        using var mask = noise.Mask(input, rate, input.shape);
        return input * mask;
    }
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Stochastic depth, mode "row" (Huang et al., ECCV 2016): in training each image of the batch loses the whole residual
/// branch with the given probability, and what stays is scaled up. N×C×H×W in and out; torchvision's <c>StochasticDepth</c>.
/// </summary>
internal sealed class StochasticDepth(double rate, RegulariserNoise noise) : Module<Tensor, Tensor>(nameof(StochasticDepth))
{
    internal double Rate => rate;

    /// <summary>The factor of each image, N×1×1×1; null where all are 1.</summary>
    /// <param name="input">N×C×H×W.</param>
    internal Tensor? Mask(Tensor input) => training && rate != 0 ? noise.Mask(input, rate, input.shape[0], 1, 1, 1) : null;

    public override Tensor forward(Tensor input)
    {
        using var mask = Mask(input);
        return mask is null ? input.alias() : input * mask;
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>
/// The one source of randomness inside a network: which units dropout and which rows stochastic depth keep.
/// Seeded anew before every step from the run's seed and the step's number, so it has no state that a checkpoint would
/// have to carry; drawn on the CPU, so that every device sees the same masks.
/// </summary>
public sealed class RegulariserNoise : IDisposable
{
    private readonly Generator generator = new(0, CPU);

    /// <summary>Starts the sequence of masks that belongs to a seed.</summary>
    /// <param name="seed">Any number; equal seeds give equal masks.</param>
    public void Reseed(ulong seed) => generator.manual_seed(unchecked((long)seed));

    /// <summary>
    /// A mask that is 1/(1 − rate) where kept and 0 where dropped, so that its expectation is 1.
    /// </summary>
    /// <param name="like">Gives the mask's device and dtype.</param>
    /// <param name="rate">Probability of a zero, 0 to 1 (at 1 the mask is all zero, as in PyTorch).</param>
    /// <param name="shape">The mask's shape.</param>
    public Tensor Mask(Tensor like, double rate, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var mask = empty(shape, ScalarType.Float32, CPU).bernoulli_(1 - rate, generator);
        if (rate < 1)
        {
            using var kept = (1 - rate).ToScalar();
            mask.div_(kept);
        }
        return mask.to(like.dtype, like.device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => generator.Dispose();
}

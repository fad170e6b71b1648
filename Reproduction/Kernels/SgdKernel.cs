namespace Reproduction.Kernels;

/// <summary>One step of SGD over some parameters, those without a gradient left alone.</summary>
/// <param name="states">The parameters.</param>
/// <param name="rate">η.</param>
/// <param name="momentum">μ.</param>
/// <param name="isFirst">Whether there is no momentum yet.</param>
internal sealed unsafe class SgdKernel(IReadOnlyList<OptimiserState> states, double rate, double momentum, bool isFirst) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
        => OptimiserState.ForPieces(states, parts, (state, w, g, m, _, count) =>
            OptimiserKernel<TVector, TSimd>.Sgd(w, g, m, count, new((float)rate, (float)momentum, (float)state.WeightDecay, isFirst)));
}

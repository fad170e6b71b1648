namespace Reproduction.Kernels;

/// <summary>One step of Adam or AdamW over some parameters, those without a gradient left alone.</summary>
/// <param name="states">The parameters.</param>
/// <param name="rate">η.</param>
/// <param name="isDecoupled">Whether the decay is AdamW's.</param>
/// <param name="step">t, from 1.</param>
internal sealed unsafe class AdamKernel(IReadOnlyList<OptimiserState> states, double rate, bool isDecoupled, long step) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
        => OptimiserState.ForPieces(states, parts, (state, w, g, m, v, count) =>
            OptimiserKernel<TVector, TSimd>.Adam(w, g, m, v, count, AdamStep.Of(rate, state.WeightDecay, isDecoupled, step)));
}

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>Moves averages towards values in one pass, a ← a + f·(w − a), element by element, so that threads matter to no bit.</summary>
/// <param name="averages">Averages with values of their shape and order in memory; <see cref="Arithmetic.Suits(Tensor)"/> them.</param>
/// <param name="fresh">f.</param>
internal sealed unsafe class AverageKernel(IReadOnlyList<(Tensor Average, Tensor Value)> averages, double fresh) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
        => Pieces.Run([.. averages.Select(pair => pair.Average.numel())], parts, (of, from, count) => Move<TVector, TSimd>(
            Memory.Of(averages[of].Average) + from, Memory.Of(averages[of].Value) + from, count, (float)fresh));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move<TVector, TSimd>(float* a, float* w, nint count, float fresh)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var share = TSimd.Fill(fresh);
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            var average = TSimd.Load(a + i);
            TSimd.Store(TSimd.MultiplyAdd(share, TSimd.Subtract(TSimd.Load(w + i), average), average), a + i);
        }
        // The same operations, one by one.
        for (; i < count; i++) a[i] = MathF.FusedMultiplyAdd(fresh, w[i] - a[i], a[i]);
    }
}

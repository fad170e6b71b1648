using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>Moves averages towards values in one pass, a ← a + f·(w − a), element by element, so that threads matter to no bit.</summary>
internal static unsafe class AverageKernel
{
    /// <summary>Moves all of them.</summary>
    /// <param name="averages">Averages with values of their shape and order in memory; <see cref="Arithmetic.Suits(Tensor)"/> them.</param>
    /// <param name="fresh">f.</param>
    /// <param name="parts">Threads that share the work.</param>
    internal static void Move(IReadOnlyList<(Tensor Average, Tensor Value)> averages, double fresh, int parts) => Pieces.Run(
        [.. averages.Select(pair => pair.Average.numel())], parts, (of, from, count) =>
        {
            float* a = Memory.Of(averages[of].Average) + from, w = Memory.Of(averages[of].Value) + from;
            if (Arithmetic.IsWide) Move<Vector512<float>, Simd512>(a, w, count, (float)fresh);
            else Move<Vector256<float>, Simd256>(a, w, count, (float)fresh);
        });

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

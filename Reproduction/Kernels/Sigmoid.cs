using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>σ(a) = 1 / (1 + e^−a).</summary>
internal static class Sigmoid
{
    /// <summary>σ of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Of<TVector, TSimd>(TVector a)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var one = TSimd.Fill(1);
        return TSimd.Divide(one, TSimd.Add(one, TSimd.Exp(TSimd.Subtract(TSimd.Zero, a))));
    }

    /// <summary>σ of a number.</summary>
    internal static float Of(float a) => 1 / (1 + MathF.Exp(-a));
}

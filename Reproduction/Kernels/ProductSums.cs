using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Σ a·b.</summary>
internal readonly unsafe struct ProductSums(float* a, float* b, float* sums) : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Four<TVector, TSimd>(nint at, nint c, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var sum = TSimd.Multiply(TSimd.Load(a + at), TSimd.Load(b + at));
        for (var row = 1; row < 4; row++) sum = TSimd.MultiplyAdd(TSimd.Load(a + at + row * c), TSimd.Load(b + at + row * c), sum);
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), sum), sums + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var product = TSimd.Multiply(TSimd.Load(a + at), TSimd.Load(b + at));
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), product), sums + channel);
    }
}

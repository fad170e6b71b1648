using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Σ a.</summary>
internal readonly unsafe struct ColumnSums(float* a, float* sums) : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Four<TVector, TSimd>(nint at, nint c, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var sum = TSimd.Add(TSimd.Load(a + at), TSimd.Load(a + at + c));
        sum = TSimd.Add(TSimd.Add(sum, TSimd.Load(a + at + 2 * c)), TSimd.Load(a + at + 3 * c));
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), sum), sums + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), TSimd.Load(a + at)), sums + channel);
    }
}

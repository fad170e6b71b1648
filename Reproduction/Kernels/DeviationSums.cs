using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Σ u − first and Σ (u − first)²; the first row as origin keeps the squares from cancelling.</summary>
internal readonly unsafe struct DeviationSums(float* u, float* sums, float* squares) : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Four<TVector, TSimd>(nint at, nint c, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var o = TSimd.Load(u + channel);
        var d0 = TSimd.Subtract(TSimd.Load(u + at), o);
        var d1 = TSimd.Subtract(TSimd.Load(u + at + c), o);
        var d2 = TSimd.Subtract(TSimd.Load(u + at + 2 * c), o);
        var d3 = TSimd.Subtract(TSimd.Load(u + at + 3 * c), o);
        var low = TSimd.MultiplyAdd(d1, d1, TSimd.Multiply(d0, d0));
        var high = TSimd.MultiplyAdd(d3, d3, TSimd.Multiply(d2, d2));
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), TSimd.Add(TSimd.Add(d0, d1), TSimd.Add(d2, d3))), sums + channel);
        TSimd.Store(TSimd.Add(TSimd.Load(squares + channel), TSimd.Add(low, high)), squares + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var d = TSimd.Subtract(TSimd.Load(u + at), TSimd.Load(u + channel));
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), d), sums + channel);
        TSimd.Store(TSimd.MultiplyAdd(d, d, TSimd.Load(squares + channel)), squares + channel);
    }
}

using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Σ d and Σ d·(u − mean).</summary>
internal readonly unsafe struct GradientSums(float* d, float* u, float* mean, float* sums, float* products) : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Four<TVector, TSimd>(nint at, nint c, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var m = TSimd.Load(mean + channel);
        TVector d0 = TSimd.Load(d + at), d1 = TSimd.Load(d + at + c), d2 = TSimd.Load(d + at + 2 * c), d3 = TSimd.Load(d + at + 3 * c);
        var p0 = TSimd.Multiply(d0, TSimd.Subtract(TSimd.Load(u + at), m));
        var low = TSimd.MultiplyAdd(d1, TSimd.Subtract(TSimd.Load(u + at + c), m), p0);
        var p2 = TSimd.Multiply(d2, TSimd.Subtract(TSimd.Load(u + at + 2 * c), m));
        var high = TSimd.MultiplyAdd(d3, TSimd.Subtract(TSimd.Load(u + at + 3 * c), m), p2);
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), TSimd.Add(TSimd.Add(d0, d1), TSimd.Add(d2, d3))), sums + channel);
        TSimd.Store(TSimd.Add(TSimd.Load(products + channel), TSimd.Add(low, high)), products + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var value = TSimd.Load(d + at);
        var product = TSimd.Multiply(value, TSimd.Subtract(TSimd.Load(u + at), TSimd.Load(mean + channel)));
        TSimd.Store(TSimd.Add(TSimd.Load(sums + channel), value), sums + channel);
        TSimd.Store(TSimd.Add(TSimd.Load(products + channel), product), products + channel);
    }
}

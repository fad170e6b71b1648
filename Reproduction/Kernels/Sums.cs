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

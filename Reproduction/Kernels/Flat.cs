using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>Passes over numbers in a row that belong to no channels.</summary>
internal static unsafe class Flat<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>a[i] = a[i]·b[i] (b null for 1) + c[i] (c null for 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyAdd(float* a, float* b, float* c, nint count)
    {
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            var value = TSimd.Load(a + i);
            if (b != null) value = TSimd.Multiply(value, TSimd.Load(b + i));
            if (c != null) value = TSimd.Add(value, TSimd.Load(c + i));
            TSimd.Store(value, a + i);
        }
        for (; i < count; i++) a[i] = a[i] * (b != null ? b[i] : 1) + (c != null ? c[i] : 0);
    }

    /// <summary>to[i] += factor·a[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled(float factor, float* a, int count, float* to)
    {
        var f = TSimd.Fill(factor);
        var i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width) TSimd.Store(TSimd.MultiplyAdd(f, TSimd.Load(a + i), TSimd.Load(to + i)), to + i);
        for (; i < count; i++) to[i] += factor * a[i];
    }

    /// <summary>Σ a[i]·b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Dot(float* a, float* b, int count)
    {
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        var i = 0;
        for (; i + 4 * TSimd.Width <= count; i += 4 * TSimd.Width)
        {
            s0 = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), s0);
            s1 = TSimd.MultiplyAdd(TSimd.Load(a + i + TSimd.Width), TSimd.Load(b + i + TSimd.Width), s1);
            s2 = TSimd.MultiplyAdd(TSimd.Load(a + i + 2 * TSimd.Width), TSimd.Load(b + i + 2 * TSimd.Width), s2);
            s3 = TSimd.MultiplyAdd(TSimd.Load(a + i + 3 * TSimd.Width), TSimd.Load(b + i + 3 * TSimd.Width), s3);
        }
        for (; i + TSimd.Width <= count; i += TSimd.Width) s0 = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), s0);
        var sum = TSimd.Sum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
        for (; i < count; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>a[i] = σ(a[i]) over a whole number of eights.</summary>
    internal static void Sigmoid(float* a, int count)
    {
        var whole = count / TSimd.Width * TSimd.Width;
        for (var i = 0; i < whole; i += TSimd.Width) TSimd.Store(Kernels.Sigmoid.Of<TVector, TSimd>(TSimd.Load(a + i)), a + i);
        if (whole < count) Flat<Vector256<float>, Simd256>.Sigmoid(a + whole, count - whole);
    }
}

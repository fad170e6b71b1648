using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// Tiles of a product's result, rows by vectors, that stay in registers. Where fewer rows are left than a tile has, its surplus rows
/// repeat the last one and are not stored.
/// </summary>
internal static unsafe class Tile<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Of4x3(float* a, float* b, int k, TileRows c)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, c.Count - 1) * k;
        var a2 = a + (nint)Math.Min(2, c.Count - 1) * k;
        var a3 = a + (nint)Math.Min(3, c.Count - 1) * k;
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c02 = TSimd.Zero;
        TVector c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c22 = TSimd.Zero;
        TVector c30 = TSimd.Zero, c31 = TSimd.Zero, c32 = TSimd.Zero;
        for (nint i = 0; i < k; i++)
        {
            var b0 = TSimd.Load(b);
            var b1 = TSimd.Load(b + TSimd.Width);
            var b2 = TSimd.Load(b + 2 * TSimd.Width);
            b += 3 * TSimd.Width;
            var x = TSimd.Fill(a0[i]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            c01 = TSimd.MultiplyAdd(x, b1, c01);
            c02 = TSimd.MultiplyAdd(x, b2, c02);
            x = TSimd.Fill(a1[i]);
            c10 = TSimd.MultiplyAdd(x, b0, c10);
            c11 = TSimd.MultiplyAdd(x, b1, c11);
            c12 = TSimd.MultiplyAdd(x, b2, c12);
            x = TSimd.Fill(a2[i]);
            c20 = TSimd.MultiplyAdd(x, b0, c20);
            c21 = TSimd.MultiplyAdd(x, b1, c21);
            c22 = TSimd.MultiplyAdd(x, b2, c22);
            x = TSimd.Fill(a3[i]);
            c30 = TSimd.MultiplyAdd(x, b0, c30);
            c31 = TSimd.MultiplyAdd(x, b1, c31);
            c32 = TSimd.MultiplyAdd(x, b2, c32);
        }
        Store(c00, c01, c02, c.At(0), c.IsHalf);
        if (c.Count > 1) Store(c10, c11, c12, c.At(1), c.IsHalf);
        if (c.Count > 2) Store(c20, c21, c22, c.At(2), c.IsHalf);
        if (c.Count > 3) Store(c30, c31, c32, c.At(3), c.IsHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Of4x2(float* a, float* b, int k, TileRows c)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, c.Count - 1) * k;
        var a2 = a + (nint)Math.Min(2, c.Count - 1) * k;
        var a3 = a + (nint)Math.Min(3, c.Count - 1) * k;
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero;
        TVector c10 = TSimd.Zero, c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero;
        TVector c30 = TSimd.Zero, c31 = TSimd.Zero;
        for (nint i = 0; i < k; i++)
        {
            var b0 = TSimd.Load(b);
            var b1 = TSimd.Load(b + TSimd.Width);
            b += 2 * TSimd.Width;
            var x = TSimd.Fill(a0[i]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            c01 = TSimd.MultiplyAdd(x, b1, c01);
            x = TSimd.Fill(a1[i]);
            c10 = TSimd.MultiplyAdd(x, b0, c10);
            c11 = TSimd.MultiplyAdd(x, b1, c11);
            x = TSimd.Fill(a2[i]);
            c20 = TSimd.MultiplyAdd(x, b0, c20);
            c21 = TSimd.MultiplyAdd(x, b1, c21);
            x = TSimd.Fill(a3[i]);
            c30 = TSimd.MultiplyAdd(x, b0, c30);
            c31 = TSimd.MultiplyAdd(x, b1, c31);
        }
        Store(c00, c01, c.At(0), c.IsHalf);
        if (c.Count > 1) Store(c10, c11, c.At(1), c.IsHalf);
        if (c.Count > 2) Store(c20, c21, c.At(2), c.IsHalf);
        if (c.Count > 3) Store(c30, c31, c.At(3), c.IsHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Of8x1(float* a, float* b, int k, TileRows c)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, c.Count - 1) * k;
        var a2 = a + (nint)Math.Min(2, c.Count - 1) * k;
        var a3 = a + (nint)Math.Min(3, c.Count - 1) * k;
        var a4 = a + (nint)Math.Min(4, c.Count - 1) * k;
        var a5 = a + (nint)Math.Min(5, c.Count - 1) * k;
        var a6 = a + (nint)Math.Min(6, c.Count - 1) * k;
        var a7 = a + (nint)Math.Min(7, c.Count - 1) * k;
        TVector c00 = TSimd.Zero;
        TVector c10 = TSimd.Zero;
        TVector c20 = TSimd.Zero;
        TVector c30 = TSimd.Zero;
        TVector c40 = TSimd.Zero;
        TVector c50 = TSimd.Zero;
        TVector c60 = TSimd.Zero;
        TVector c70 = TSimd.Zero;
        for (nint i = 0; i < k; i++)
        {
            var b0 = TSimd.Load(b);
            b += TSimd.Width;
            c00 = TSimd.MultiplyAdd(TSimd.Fill(a0[i]), b0, c00);
            c10 = TSimd.MultiplyAdd(TSimd.Fill(a1[i]), b0, c10);
            c20 = TSimd.MultiplyAdd(TSimd.Fill(a2[i]), b0, c20);
            c30 = TSimd.MultiplyAdd(TSimd.Fill(a3[i]), b0, c30);
            c40 = TSimd.MultiplyAdd(TSimd.Fill(a4[i]), b0, c40);
            c50 = TSimd.MultiplyAdd(TSimd.Fill(a5[i]), b0, c50);
            c60 = TSimd.MultiplyAdd(TSimd.Fill(a6[i]), b0, c60);
            c70 = TSimd.MultiplyAdd(TSimd.Fill(a7[i]), b0, c70);
        }
        Store(c00, c.At(0), c.IsHalf);
        if (c.Count > 1) Store(c10, c.At(1), c.IsHalf);
        if (c.Count > 2) Store(c20, c.At(2), c.IsHalf);
        if (c.Count > 3) Store(c30, c.At(3), c.IsHalf);
        if (c.Count > 4) Store(c40, c.At(4), c.IsHalf);
        if (c.Count > 5) Store(c50, c.At(5), c.IsHalf);
        if (c.Count > 6) Store(c60, c.At(6), c.IsHalf);
        if (c.Count > 7) Store(c70, c.At(7), c.IsHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector c0, TVector c1, TVector c2, float* to, bool half)
    {
        TSimd.Store(c0, to);
        TSimd.Store(c1, to + TSimd.Width);
        Store(c2, to + 2 * TSimd.Width, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector c0, TVector c1, float* to, bool half)
    {
        TSimd.Store(c0, to);
        Store(c1, to + TSimd.Width, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector value, float* to, bool half)
    {
        if (half) TSimd.StoreLowerHalf(value, to);
        else TSimd.Store(value, to);
    }
}

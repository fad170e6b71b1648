using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>
/// G += Pᵀ·Q of row-major float32 matrices, the gradient at a 1×1 convolution's weight: tiles of G of 4 rows by 3 vectors stay in
/// registers while P and Q pass.
/// </summary>
internal static unsafe class OuterProduct<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    private const int Rows = 4;

    // Rows of Q that stay in the first-level cache while all of P passes: 128 × 3 vectors of 64 bytes are 24 KiB.
    private const int Chunk = 128;

    /// <summary>G += Pᵀ·Q, the sum over rows of outer products.</summary>
    /// <param name="p">rows×m, m a multiple of 4.</param>
    /// <param name="m">Columns of P, rows of G.</param>
    /// <param name="q">rows×n.</param>
    /// <param name="n">Columns of Q and G, a multiple of 8.</param>
    /// <param name="rows">Rows of P and Q.</param>
    /// <param name="g">m×n.</param>
    internal static void Add(float* p, int m, float* q, int n, int rows, float* g)
    {
        var began = Profile.Begin();
        var whole = n / TSimd.Width * TSimd.Width;
        for (var from = 0; from < rows; from += Chunk)
        {
            var count = Math.Min(Chunk, rows - from);
            AddChunk(p + (nint)from * m, m, q + (nint)from * n, n, 0, whole, count, g);
            if (whole < n)
                OuterProduct<Vector256<float>, Simd256>.AddChunk(p + (nint)from * m, m, q + (nint)from * n, n, whole, n, count, g);
        }
        Profile.End(Work.Convolution, began);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddChunk(float* p, int m, float* q, int n, int fromColumn, int toColumn, int rows, float* g)
    {
        var column = fromColumn;
        for (; column + 3 * TSimd.Width <= toColumn; column += 3 * TSimd.Width)
            for (var i = 0; i < m; i += Rows) Outer3(p + i, m, q + column, n, rows, g + (nint)i * n + column);
        for (; column < toColumn; column += TSimd.Width)
            for (var i = 0; i < m; i += Rows) Outer1(p + i, m, q + column, n, rows, g + (nint)i * n + column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outer3(float* p, int m, float* q, int n, int rows, float* g)
    {
        var w = TSimd.Width;
        float* g1 = g + n, g2 = g + 2 * (nint)n, g3 = g + 3 * (nint)n;
        TVector c00 = TSimd.Load(g), c01 = TSimd.Load(g + w), c02 = TSimd.Load(g + 2 * w);
        TVector c10 = TSimd.Load(g1), c11 = TSimd.Load(g1 + w), c12 = TSimd.Load(g1 + 2 * w);
        TVector c20 = TSimd.Load(g2), c21 = TSimd.Load(g2 + w), c22 = TSimd.Load(g2 + 2 * w);
        TVector c30 = TSimd.Load(g3), c31 = TSimd.Load(g3 + w), c32 = TSimd.Load(g3 + 2 * w);
        for (var row = 0; row < rows; row++)
        {
            var q0 = TSimd.Load(q);
            var q1 = TSimd.Load(q + TSimd.Width);
            var q2 = TSimd.Load(q + 2 * TSimd.Width);
            var x = TSimd.Fill(p[0]);
            c00 = TSimd.MultiplyAdd(x, q0, c00);
            c01 = TSimd.MultiplyAdd(x, q1, c01);
            c02 = TSimd.MultiplyAdd(x, q2, c02);
            x = TSimd.Fill(p[1]);
            c10 = TSimd.MultiplyAdd(x, q0, c10);
            c11 = TSimd.MultiplyAdd(x, q1, c11);
            c12 = TSimd.MultiplyAdd(x, q2, c12);
            x = TSimd.Fill(p[2]);
            c20 = TSimd.MultiplyAdd(x, q0, c20);
            c21 = TSimd.MultiplyAdd(x, q1, c21);
            c22 = TSimd.MultiplyAdd(x, q2, c22);
            x = TSimd.Fill(p[3]);
            c30 = TSimd.MultiplyAdd(x, q0, c30);
            c31 = TSimd.MultiplyAdd(x, q1, c31);
            c32 = TSimd.MultiplyAdd(x, q2, c32);
            p += m;
            q += n;
        }
        Store(c00, c01, c02, g);
        Store(c10, c11, c12, g1);
        Store(c20, c21, c22, g2);
        Store(c30, c31, c32, g3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outer1(float* p, int m, float* q, int n, int rows, float* g)
    {
        float* g1 = g + n, g2 = g + 2 * (nint)n, g3 = g + 3 * (nint)n;
        TVector c0 = TSimd.Load(g), c1 = TSimd.Load(g1), c2 = TSimd.Load(g2), c3 = TSimd.Load(g3);
        for (var row = 0; row < rows; row++)
        {
            var q0 = TSimd.Load(q);
            c0 = TSimd.MultiplyAdd(TSimd.Fill(p[0]), q0, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Fill(p[1]), q0, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Fill(p[2]), q0, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Fill(p[3]), q0, c3);
            p += m;
            q += n;
        }
        TSimd.Store(c0, g);
        TSimd.Store(c1, g1);
        TSimd.Store(c2, g2);
        TSimd.Store(c3, g3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector c0, TVector c1, TVector c2, float* to)
    {
        TSimd.Store(c0, to);
        TSimd.Store(c1, to + TSimd.Width);
        TSimd.Store(c2, to + 2 * TSimd.Width);
    }
}

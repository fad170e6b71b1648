using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>
/// Products of row-major float32 matrices. <c>Multiply</c> is C = A·B with B packed; <c>AddOuter</c> is
/// G += Pᵀ·Q. Both keep a tile of the result in registers while they run along the inner dimension: 4 rows by 3 vectors,
/// or narrower where fewer columns are left, so that twelve independent sums hide the latency of multiply-add.
/// A 1×1 convolution over N·H·W·C is the first, with pixels as rows; its weight's gradient is the second.
/// </summary>
internal static unsafe class MatrixProduct<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    private const int Rows = 4;
    private const int Vectors = 3;

    // Rows of Q that stay in the first-level cache while all of P passes: 128 × 3 vectors of 64 bytes are 24 KiB.
    private const int Chunk = 128;

    private static int PanelWidth => Vectors * TSimd.Width;

    /// <summary>Number of floats of a packed k×n matrix.</summary>
    internal static int PackedSize(int k, int n) => k * Padded(n);

    /// <summary>Number of panels of a packed matrix of n columns.</summary>
    internal static int Panels(int n) => (n + PanelWidth - 1) / PanelWidth;

    /// <summary>
    /// Packs some panels of B: panels of three vectors of columns, the last padded with zeros to whole vectors, each row after row.
    /// </summary>
    /// <param name="b">Element (i, j) of B is at <c>b[i·rowStep + j·columnStep]</c>; one of the steps is 1.</param>
    /// <param name="rowStep">See above.</param>
    /// <param name="columnStep">See above.</param>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="packed">Room for <see cref="PackedSize"/> floats.</param>
    /// <param name="panels">Which panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* b, int rowStep, int columnStep, int k, int n, float* packed, (int From, int To) panels)
    {
        for (var panel = panels.From; panel < panels.To; panel++)
        {
            var first = panel * PanelWidth;
            var columns = Math.Min(PanelWidth, n - first);
            var width = Padded(columns);
            var to = packed + (nint)first * k;
            var from = b + (nint)first * columnStep;
            if (columnStep == 1)
            {
                for (var i = 0; i < k; i++) new Span<float>(from + (nint)i * rowStep, columns).CopyTo(new(to + (nint)i * width, columns));
            }
            else
            {
                Transposition.Of(from, columnStep, columns, k, to, width);
            }
            if (columns == width) continue;
            for (var i = 0; i < k; i++) new Span<float>(to + (nint)i * width + columns, width - columns).Clear();
        }
    }

    /// <summary>C = A·B.</summary>
    /// <param name="a">rows×k.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="packed">B, packed.</param>
    /// <param name="k">Columns of A.</param>
    /// <param name="n">Columns of C, a multiple of 8.</param>
    /// <param name="c">rows×n.</param>
    internal static void Multiply(float* a, int rows, float* packed, int k, int n, float* c) =>
        Multiply(a, rows, packed, k, n, c, (0, Panels(n)));

    /// <summary>The columns of C = A·B that belong to some panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(float* a, int rows, float* packed, int k, int n, float* c, (int From, int To) panels)
    {
        for (var panel = panels.From; panel < panels.To; panel++)
        {
            var first = panel * PanelWidth;
            var columns = Math.Min(PanelWidth, n - first);
            var vectors = Padded(columns) / TSimd.Width;
            var half = columns % TSimd.Width != 0;
            var b = packed + (nint)first * k;
            var to = c + first;
            if (vectors == 3)
            {
                for (var row = 0; row < rows; row += Rows)
                    Tile3(a + (nint)row * k, Math.Min(Rows, rows - row), b, k, to + (nint)row * n, n, half);
            }
            else if (vectors == 2)
            {
                for (var row = 0; row < rows; row += Rows)
                    Tile2(a + (nint)row * k, Math.Min(Rows, rows - row), b, k, to + (nint)row * n, n, half);
            }
            else
            {
                for (var row = 0; row < rows; row += 2 * Rows)
                    Tile1(a + (nint)row * k, Math.Min(2 * Rows, rows - row), b, k, to + (nint)row * n, n, half);
            }
        }
    }

    // Where fewer rows are left than a tile has, its surplus rows repeat the last one and are not stored.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile3(float* a, int rows, float* b, int k, float* c, int n, bool half)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, rows - 1) * k;
        var a2 = a + (nint)Math.Min(2, rows - 1) * k;
        var a3 = a + (nint)Math.Min(3, rows - 1) * k;
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
        Store3(c00, c01, c02, c, half);
        if (rows > 1) Store3(c10, c11, c12, c + n, half);
        if (rows > 2) Store3(c20, c21, c22, c + 2 * (nint)n, half);
        if (rows > 3) Store3(c30, c31, c32, c + 3 * (nint)n, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2(float* a, int rows, float* b, int k, float* c, int n, bool half)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, rows - 1) * k;
        var a2 = a + (nint)Math.Min(2, rows - 1) * k;
        var a3 = a + (nint)Math.Min(3, rows - 1) * k;
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c30 = TSimd.Zero, c31 = TSimd.Zero;
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
        Store2(c00, c01, c, half);
        if (rows > 1) Store2(c10, c11, c + n, half);
        if (rows > 2) Store2(c20, c21, c + 2 * (nint)n, half);
        if (rows > 3) Store2(c30, c31, c + 3 * (nint)n, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1(float* a, int rows, float* b, int k, float* c, int n, bool half)
    {
        var a0 = a;
        var a1 = a + (nint)Math.Min(1, rows - 1) * k;
        var a2 = a + (nint)Math.Min(2, rows - 1) * k;
        var a3 = a + (nint)Math.Min(3, rows - 1) * k;
        var a4 = a + (nint)Math.Min(4, rows - 1) * k;
        var a5 = a + (nint)Math.Min(5, rows - 1) * k;
        var a6 = a + (nint)Math.Min(6, rows - 1) * k;
        var a7 = a + (nint)Math.Min(7, rows - 1) * k;
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero;
        TVector c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero, c7 = TSimd.Zero;
        for (nint i = 0; i < k; i++)
        {
            var b0 = TSimd.Load(b);
            b += TSimd.Width;
            c0 = TSimd.MultiplyAdd(TSimd.Fill(a0[i]), b0, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Fill(a1[i]), b0, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Fill(a2[i]), b0, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Fill(a3[i]), b0, c3);
            c4 = TSimd.MultiplyAdd(TSimd.Fill(a4[i]), b0, c4);
            c5 = TSimd.MultiplyAdd(TSimd.Fill(a5[i]), b0, c5);
            c6 = TSimd.MultiplyAdd(TSimd.Fill(a6[i]), b0, c6);
            c7 = TSimd.MultiplyAdd(TSimd.Fill(a7[i]), b0, c7);
        }
        Store1(c0, c, half);
        if (rows > 1) Store1(c1, c + n, half);
        if (rows > 2) Store1(c2, c + 2 * (nint)n, half);
        if (rows > 3) Store1(c3, c + 3 * (nint)n, half);
        if (rows > 4) Store1(c4, c + 4 * (nint)n, half);
        if (rows > 5) Store1(c5, c + 5 * (nint)n, half);
        if (rows > 6) Store1(c6, c + 6 * (nint)n, half);
        if (rows > 7) Store1(c7, c + 7 * (nint)n, half);
    }

    /// <summary>G += Pᵀ·Q, the sum over rows of outer products.</summary>
    /// <param name="p">rows×m, m a multiple of 4.</param>
    /// <param name="m">Columns of P, rows of G.</param>
    /// <param name="q">rows×n.</param>
    /// <param name="n">Columns of Q and G, a multiple of 8.</param>
    /// <param name="rows">Rows of P and Q.</param>
    /// <param name="g">m×n.</param>
    internal static void AddOuter(float* p, int m, float* q, int n, int rows, float* g)
    {
        var whole = n / TSimd.Width * TSimd.Width;
        for (var from = 0; from < rows; from += Chunk)
        {
            var count = Math.Min(Chunk, rows - from);
            AddChunk(p + (nint)from * m, m, q + (nint)from * n, n, 0, whole, count, g);
            if (whole < n)
                MatrixProduct<Vector256<float>, Simd256>.AddChunk(p + (nint)from * m, m, q + (nint)from * n, n, whole, n, count, g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddChunk(float* p, int m, float* q, int n, int fromColumn, int toColumn, int rows, float* g)
    {
        var column = fromColumn;
        for (; column + PanelWidth <= toColumn; column += PanelWidth)
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
        Store3(c00, c01, c02, g, false);
        Store3(c10, c11, c12, g1, false);
        Store3(c20, c21, c22, g2, false);
        Store3(c30, c31, c32, g3, false);
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
    private static void Store3(TVector c0, TVector c1, TVector c2, float* to, bool half)
    {
        TSimd.Store(c0, to);
        TSimd.Store(c1, to + TSimd.Width);
        Store1(c2, to + 2 * TSimd.Width, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2(TVector c0, TVector c1, float* to, bool half)
    {
        TSimd.Store(c0, to);
        Store1(c1, to + TSimd.Width, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store1(TVector value, float* to, bool half)
    {
        if (half) TSimd.StoreLowerHalf(value, to);
        else TSimd.Store(value, to);
    }

    private static int Padded(int columns) => (columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width;
}

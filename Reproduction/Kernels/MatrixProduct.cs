using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// C = A·B of row-major float32 matrices with B packed. A tile of the result stays in registers while it runs along the inner dimension:
/// 4 rows by 3 vectors, or narrower where fewer columns are left, so that twelve independent sums hide the latency of multiply-add.
/// A 1×1 convolution over N·H·W·C is such a product, with pixels as rows.
/// </summary>
internal static unsafe class MatrixProduct<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    private const int Rows = 4;
    private const int Vectors = 3;

    private static int PanelWidth => Vectors * TSimd.Width;

    /// <summary>Room for a packed k×n matrix.</summary>
    /// <param name="workspace">Whose memory it is.</param>
    /// <param name="k">Rows.</param>
    /// <param name="n">Columns.</param>
    internal static PackedMatrix Room(Workspace workspace, int k, int n) => new(workspace.Floats(k * Padded(n)), k, n);

    /// <summary>Packs one part's share of the panels of B.</summary>
    /// <param name="b">Element (i, j) of B is at <c>b[i·rowStep + j·columnStep]</c>; one of the steps is 1.</param>
    /// <param name="rowStep">See above.</param>
    /// <param name="columnStep">See above.</param>
    /// <param name="to">Is filled in.</param>
    /// <param name="part">The part.</param>
    /// <param name="parts">Number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* b, int rowStep, int columnStep, PackedMatrix to, int part, int parts)
    {
        var (k, n) = (to.Rows, to.Columns);
        var (start, end) = Team.Share(Panels(n), part, parts);
        for (var panel = start; panel < end; panel++)
        {
            var first = panel * PanelWidth;
            var columns = Math.Min(PanelWidth, n - first);
            var width = Padded(columns);
            var packed = to.Memory + (nint)first * k;
            var from = b + (nint)first * columnStep;
            if (columnStep == 1)
            {
                for (var i = 0; i < k; i++) new Span<float>(from + (nint)i * rowStep, columns).CopyTo(new(packed + (nint)i * width, columns));
            }
            else
            {
                Transposition.Of(from, columnStep, columns, k, packed, width);
            }
            if (columns == width) continue;
            for (var i = 0; i < k; i++) new Span<float>(packed + (nint)i * width + columns, width - columns).Clear();
        }
    }

    /// <summary>C = A·B.</summary>
    /// <param name="a">rows×k.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="b">B, k×n, n a multiple of 8.</param>
    /// <param name="c">rows×n.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(float* a, int rows, PackedMatrix b, float* c)
    {
        var began = Profile.Begin();
        var (k, n) = (b.Rows, b.Columns);
        for (var panel = 0; panel < Panels(n); panel++)
        {
            var first = panel * PanelWidth;
            var columns = Math.Min(PanelWidth, n - first);
            var vectors = Padded(columns) / TSimd.Width;
            var half = columns % TSimd.Width != 0;
            var packed = b.Memory + (nint)first * k;
            var to = c + first;
            if (vectors == 3)
            {
                for (var row = 0; row < rows; row += Rows)
                    Tile3(a + (nint)row * k, Math.Min(Rows, rows - row), packed, k, to + (nint)row * n, n, half);
            }
            else if (vectors == 2)
            {
                for (var row = 0; row < rows; row += Rows)
                    Tile2(a + (nint)row * k, Math.Min(Rows, rows - row), packed, k, to + (nint)row * n, n, half);
            }
            else
            {
                for (var row = 0; row < rows; row += 2 * Rows)
                    Tile1(a + (nint)row * k, Math.Min(2 * Rows, rows - row), packed, k, to + (nint)row * n, n, half);
            }
        }
        Profile.End(Work.Convolution, began);
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

    private static int Panels(int n) => (n + PanelWidth - 1) / PanelWidth;

    private static int Padded(int columns) => (columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width;
}

/// <summary>
/// A k×n matrix in the order in which a product reads it: panels of three vectors of columns, each row after row, the last padded with
/// zeros to whole vectors.
/// </summary>
internal readonly unsafe struct PackedMatrix(float* memory, int rows, int columns)
{
    internal float* Memory => memory;

    /// <summary>k.</summary>
    internal int Rows => rows;

    /// <summary>n.</summary>
    internal int Columns => columns;
}

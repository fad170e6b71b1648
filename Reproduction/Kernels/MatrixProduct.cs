using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// C = A·B of row-major float32 matrices with B packed. A tile of the result stays in registers while it runs along the inner dimension:
/// 4 rows by 3 vectors, or narrower where fewer columns are left, so that twelve independent sums hide the latency of multiply-add.
/// Every number is summed alone and in order: neither tiles nor the other rows matter to its bits.
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
                for (var i = 0; i < k; i++)
                    new Span<float>(from + (nint)i * rowStep, columns).CopyTo(new(packed + (nint)i * width, columns));
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
        for (var first = 0; first < b.Columns; first += PanelWidth)
        {
            var columns = Math.Min(PanelWidth, b.Columns - first);
            var vectors = Padded(columns) / TSimd.Width;
            var packed = b.Memory + (nint)first * b.Rows;
            var height = vectors == 1 ? 2 * Rows : Rows;
            for (var row = 0; row < rows; row += height)
            {
                var count = Math.Min(height, rows - row);
                var from = a + (nint)row * b.Rows;
                var to = new TileRows(c + (nint)row * b.Columns + first, b.Columns, count, columns % TSimd.Width != 0);
                if (vectors == 1) Tile<TVector, TSimd>.Of8x1(from, packed, b.Rows, to);
                else if (vectors == 2) Tile<TVector, TSimd>.Of4x2(from, packed, b.Rows, to);
                else Tile<TVector, TSimd>.Of4x3(from, packed, b.Rows, to);
            }
        }
        Profile.End(Work.Convolution, began);
    }

    private static int Panels(int n) => (n + PanelWidth - 1) / PanelWidth;

    private static int Padded(int columns) => (columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width;
}

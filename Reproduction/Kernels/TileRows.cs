namespace Reproduction.Kernels;

/// <summary>The rows of a tile of a product's result.</summary>
/// <param name="c">The first one.</param>
/// <param name="n">From one row to the next.</param>
/// <param name="count">Number of rows.</param>
/// <param name="isHalf">Whether only the lower half of the last vector belongs to the result.</param>
internal readonly unsafe struct TileRows(float* c, int n, int count, bool isHalf)
{
    internal int Count => count;

    internal bool IsHalf => isHalf;

    /// <summary>A row of the tile.</summary>
    internal float* At(int row) => c + (nint)row * n;
}

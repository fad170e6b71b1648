using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Kernels;

/// <summary>Transposes matrices of float32, eight by eight in registers.</summary>
internal static unsafe class Transposition
{
    private const int Side = 8;

    /// <summary>to[j·toStep + i] = from[i·fromStep + j].</summary>
    /// <param name="from">rows×columns.</param>
    /// <param name="fromStep">From one row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="to">columns×rows.</param>
    /// <param name="toStep">From one row of the result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Of(float* from, int fromStep, int rows, int columns, float* to, int toStep)
    {
        var (wholeRows, wholeColumns) = (rows / Side * Side, columns / Side * Side);
        for (var i = 0; i < wholeRows; i += Side)
        {
            for (var j = 0; j < wholeColumns; j += Side) Block(from + (nint)i * fromStep + j, fromStep, to + (nint)j * toStep + i, toStep);
            for (var j = wholeColumns; j < columns; j++)
                for (var row = i; row < i + Side; row++) to[(nint)j * toStep + row] = from[(nint)row * fromStep + j];
        }
        for (var i = wholeRows; i < rows; i++)
            for (var j = 0; j < columns; j++) to[(nint)j * toStep + i] = from[(nint)i * fromStep + j];
    }

    /// <summary>Transposes one part's share of the rows of a rows×columns matrix.</summary>
    /// <param name="from">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="to">columns×rows.</param>
    /// <param name="part">The part.</param>
    /// <param name="parts">Number of parts.</param>
    internal static void Share(float* from, int rows, int columns, float* to, int part, int parts)
    {
        var (first, end) = Team.Share(rows, part, parts);
        Of(from + (nint)first * columns, columns, end - first, columns, to + first, rows);
    }

    // Pairs of rows are interleaved, then fours, then the halves change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* from, nint fromStep, float* to, nint toStep)
    {
        var a0 = Vector256.Load(from);
        var a1 = Vector256.Load(from + fromStep);
        var a2 = Vector256.Load(from + 2 * fromStep);
        var a3 = Vector256.Load(from + 3 * fromStep);
        var a4 = Vector256.Load(from + 4 * fromStep);
        var a5 = Vector256.Load(from + 5 * fromStep);
        var a6 = Vector256.Load(from + 6 * fromStep);
        var a7 = Vector256.Load(from + 7 * fromStep);
        Vector256<float> b0 = Avx.UnpackLow(a0, a1), b1 = Avx.UnpackHigh(a0, a1), b2 = Avx.UnpackLow(a2, a3), b3 = Avx.UnpackHigh(a2, a3);
        Vector256<float> b4 = Avx.UnpackLow(a4, a5), b5 = Avx.UnpackHigh(a4, a5), b6 = Avx.UnpackLow(a6, a7), b7 = Avx.UnpackHigh(a6, a7);
        Vector256<float> c0 =
            Avx.Shuffle(b0, b2, 0x44), c1 = Avx.Shuffle(b0, b2, 0xEE), c2 = Avx.Shuffle(b1, b3, 0x44), c3 = Avx.Shuffle(b1, b3, 0xEE);
        Vector256<float> c4 =
            Avx.Shuffle(b4, b6, 0x44), c5 = Avx.Shuffle(b4, b6, 0xEE), c6 = Avx.Shuffle(b5, b7, 0x44), c7 = Avx.Shuffle(b5, b7, 0xEE);
        Avx.Permute2x128(c0, c4, 0x20).Store(to);
        Avx.Permute2x128(c1, c5, 0x20).Store(to + toStep);
        Avx.Permute2x128(c2, c6, 0x20).Store(to + 2 * toStep);
        Avx.Permute2x128(c3, c7, 0x20).Store(to + 3 * toStep);
        Avx.Permute2x128(c0, c4, 0x31).Store(to + 4 * toStep);
        Avx.Permute2x128(c1, c5, 0x31).Store(to + 5 * toStep);
        Avx.Permute2x128(c2, c6, 0x31).Store(to + 6 * toStep);
        Avx.Permute2x128(c3, c7, 0x31).Store(to + 7 * toStep);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>
/// Depthwise convolution of one image over H·W·C with "same" padding p = (k − 1) / 2:
/// y[i, j] = Σ w[a, b]·x[i·s + a − p, j·s + b − p], the gradient at its input and at its weights. The input lies in rows of
/// W + 2p pixels whose outer p are zero, so that only rows need clipping; weights lie tap by tap, k·k·C.
/// </summary>
internal static unsafe class Depthwise<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Values.</summary>
    /// <param name="x">Padded input, H×(W + 2p)×C.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="weights">k·k×C.</param>
    /// <param name="y">H'×W'×C.</param>
    internal static void Forward(float* x, in DepthwiseSize size, float* weights, float* y)
    {
        var c = size.Channels;
        for (var i = 0; i < size.OutputHeight; i++)
        {
            // Taps whose row lies inside.
            var top = i * size.Stride - size.Padding;
            var first = Math.Max(0, -top);
            var last = Math.Min(size.Kernel, size.Height - top);
            Correlate(
                y + (nint)i * size.OutputWidth * c, c, size.OutputWidth,
                x + (nint)(top + first) * size.PaddedWidth * c, size.Stride * c, size.PaddedWidth * c, c,
                weights + (nint)first * size.Kernel * c, size.Kernel * c, c, last - first, size.Kernel, c);
        }
    }

    /// <summary>The gradient at the input: dx[r, q] = Σ dy[i, j]·w[a, b] over i·s + a − p = r, j·s + b − p = q.</summary>
    /// <param name="dy">Gradient at the output in rows of W' + 2p pixels whose outer p are zero.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="weights">k·k×C.</param>
    /// <param name="dx">H×W×C.</param>
    internal static void InputGradient(float* dy, in DepthwiseSize size, float* weights, float* dx)
    {
        var (c, k, s, p) = (size.Channels, size.Kernel, size.Stride, size.Padding);
        var dyWidth = size.OutputWidth + 2 * p;
        for (var r = 0; r < size.Height; r++)
        {
            // Taps a ≡ r + p (mod s) with 0 ≤ i = (r + p − a) / s < H'; as a grows by s, i falls by 1.
            var firstA = (r + p) % s;
            while ((r + p - firstA) / s >= size.OutputHeight) firstA += s;
            var rows = 0;
            for (var a = firstA; a < k && r + p - a >= 0; a += s) rows++;
            var topRow = (r + p - firstA) / s;
            for (var parity = 0; parity < s; parity++)
            {
                var count = (size.Width - parity + s - 1) / s;
                if (count <= 0) continue;
                // Taps b ≡ parity + p (mod s); as b grows by s, j falls by 1. The padding of dy takes j outside.
                var firstB = (parity + p) % s;
                var taps = (k - firstB + s - 1) / s;
                var j = (parity + p - firstB) / s + p;
                Correlate(
                    dx + ((nint)r * size.Width + parity) * c, s * c, count,
                    dy + ((nint)topRow * dyWidth + j) * c, c, -dyWidth * c, -c,
                    weights + ((nint)firstA * k + firstB) * c, s * k * c, s * c, rows, taps, c);
            }
        }
    }

    /// <summary>Adds to the gradient at the weights: dw[a, b] += Σ dy[i, j]·x[i·s + a − p, j·s + b − p].</summary>
    /// <param name="dy">As for <see cref="InputGradient"/>.</param>
    /// <param name="x">As for <see cref="Forward"/>.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="dw">k·k×C.</param>
    internal static void AddWeightGradient(float* dy, float* x, in DepthwiseSize size, float* dw)
    {
        var c = size.Channels;
        var whole = c / TSimd.Width * TSimd.Width;
        for (var i = 0; i < size.OutputHeight; i++)
        {
            var top = i * size.Stride - size.Padding;
            var first = Math.Max(0, -top);
            var last = Math.Min(size.Kernel, size.Height - top);
            var dyRow = dy + ((nint)i * (size.OutputWidth + 2 * size.Padding) + size.Padding) * c;
            for (var a = first; a < last; a++)
            {
                var xRow = x + (nint)(top + a) * size.PaddedWidth * c;
                var dwRow = dw + (nint)a * size.Kernel * c;
                AddRow(dyRow, xRow, size, dwRow, 0, whole);
                if (whole < c) Depthwise<Vector256<float>, Simd256>.AddRow(dyRow, xRow, size, dwRow, whole, c);
            }
        }
    }

    private static void AddRow(float* dy, float* x, in DepthwiseSize size, float* dw, int from, int to)
    {
        if (size.Kernel == 3) AddRow3(dy, x, size.OutputWidth, size.Channels, size.Stride * size.Channels, dw, from, to);
        else AddRow5(dy, x, size.OutputWidth, size.Channels, size.Stride * size.Channels, dw, from, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow3(float* dy, float* x, int count, int c, int step, float* dw, int from, int to)
    {
        var ch = from;
        for (; ch + 2 * TSimd.Width <= to; ch += 2 * TSimd.Width)
        {
            float* d = dy + ch, s = x + ch, g = dw + ch;
            var w = TSimd.Width;
            TVector g0 = TSimd.Load(g), g1 = TSimd.Load(g + c), g2 = TSimd.Load(g + 2 * c);
            TVector h0 = TSimd.Load(g + w), h1 = TSimd.Load(g + c + w), h2 = TSimd.Load(g + 2 * c + w);
            for (var j = 0; j < count; j++)
            {
                var v = TSimd.Load(d);
                var u = TSimd.Load(d + w);
                g0 = TSimd.MultiplyAdd(v, TSimd.Load(s), g0);
                h0 = TSimd.MultiplyAdd(u, TSimd.Load(s + w), h0);
                g1 = TSimd.MultiplyAdd(v, TSimd.Load(s + c), g1);
                h1 = TSimd.MultiplyAdd(u, TSimd.Load(s + c + w), h1);
                g2 = TSimd.MultiplyAdd(v, TSimd.Load(s + 2 * c), g2);
                h2 = TSimd.MultiplyAdd(u, TSimd.Load(s + 2 * c + w), h2);
                d += c;
                s += step;
            }
            TSimd.Store(g0, g);
            TSimd.Store(g1, g + c);
            TSimd.Store(g2, g + 2 * c);
            TSimd.Store(h0, g + w);
            TSimd.Store(h1, g + c + w);
            TSimd.Store(h2, g + 2 * c + w);
        }
        for (; ch < to; ch += TSimd.Width)
        {
            float* d = dy + ch, s = x + ch, g = dw + ch;
            TVector g0 = TSimd.Load(g), g1 = TSimd.Load(g + c), g2 = TSimd.Load(g + 2 * c);
            for (var j = 0; j < count; j++)
            {
                var v = TSimd.Load(d);
                g0 = TSimd.MultiplyAdd(v, TSimd.Load(s), g0);
                g1 = TSimd.MultiplyAdd(v, TSimd.Load(s + c), g1);
                g2 = TSimd.MultiplyAdd(v, TSimd.Load(s + 2 * c), g2);
                d += c;
                s += step;
            }
            TSimd.Store(g0, g);
            TSimd.Store(g1, g + c);
            TSimd.Store(g2, g + 2 * c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow5(float* dy, float* x, int count, int c, int step, float* dw, int from, int to)
    {
        var ch = from;
        for (; ch + 2 * TSimd.Width <= to; ch += 2 * TSimd.Width)
        {
            float* d = dy + ch, s = x + ch, g = dw + ch;
            var w = TSimd.Width;
            TVector g0 = TSimd.Load(g), g1 = TSimd.Load(g + c), g2 = TSimd.Load(g + 2 * c), g3 = TSimd.Load(g + 3 * c),
                g4 = TSimd.Load(g + 4 * c);
            TVector h0 = TSimd.Load(g + w), h1 = TSimd.Load(g + c + w), h2 = TSimd.Load(g + 2 * c + w), h3 = TSimd.Load(g + 3 * c + w),
                h4 = TSimd.Load(g + 4 * c + w);
            for (var j = 0; j < count; j++)
            {
                var v = TSimd.Load(d);
                var u = TSimd.Load(d + w);
                g0 = TSimd.MultiplyAdd(v, TSimd.Load(s), g0);
                h0 = TSimd.MultiplyAdd(u, TSimd.Load(s + w), h0);
                g1 = TSimd.MultiplyAdd(v, TSimd.Load(s + c), g1);
                h1 = TSimd.MultiplyAdd(u, TSimd.Load(s + c + w), h1);
                g2 = TSimd.MultiplyAdd(v, TSimd.Load(s + 2 * c), g2);
                h2 = TSimd.MultiplyAdd(u, TSimd.Load(s + 2 * c + w), h2);
                g3 = TSimd.MultiplyAdd(v, TSimd.Load(s + 3 * c), g3);
                h3 = TSimd.MultiplyAdd(u, TSimd.Load(s + 3 * c + w), h3);
                g4 = TSimd.MultiplyAdd(v, TSimd.Load(s + 4 * c), g4);
                h4 = TSimd.MultiplyAdd(u, TSimd.Load(s + 4 * c + w), h4);
                d += c;
                s += step;
            }
            TSimd.Store(g0, g);
            TSimd.Store(g1, g + c);
            TSimd.Store(g2, g + 2 * c);
            TSimd.Store(g3, g + 3 * c);
            TSimd.Store(g4, g + 4 * c);
            TSimd.Store(h0, g + w);
            TSimd.Store(h1, g + c + w);
            TSimd.Store(h2, g + 2 * c + w);
            TSimd.Store(h3, g + 3 * c + w);
            TSimd.Store(h4, g + 4 * c + w);
        }
        for (; ch < to; ch += TSimd.Width)
        {
            float* d = dy + ch, s = x + ch, g = dw + ch;
            TVector g0 =
                TSimd.Load(g), g1 = TSimd.Load(g + c), g2 = TSimd.Load(g + 2 * c), g3 = TSimd.Load(g + 3 * c), g4 = TSimd.Load(g + 4 * c);
            for (var j = 0; j < count; j++)
            {
                var v = TSimd.Load(d);
                g0 = TSimd.MultiplyAdd(v, TSimd.Load(s), g0);
                g1 = TSimd.MultiplyAdd(v, TSimd.Load(s + c), g1);
                g2 = TSimd.MultiplyAdd(v, TSimd.Load(s + 2 * c), g2);
                g3 = TSimd.MultiplyAdd(v, TSimd.Load(s + 3 * c), g3);
                g4 = TSimd.MultiplyAdd(v, TSimd.Load(s + 4 * c), g4);
                d += c;
                s += step;
            }
            TSimd.Store(g0, g);
            TSimd.Store(g1, g + c);
            TSimd.Store(g2, g + 2 * c);
            TSimd.Store(g3, g + 3 * c);
            TSimd.Store(g4, g + 4 * c);
        }
    }

    // One row of outputs: y[j·yStep] = Σ_a Σ_b w[a·wRow + b·wTap]·x[j·xStep + a·xRow + b·xTap], channel by channel.
    private static void Correlate(
        float* y, int yStep, int count, float* x, int xStep, int xRow, int xTap, float* w, int wRow, int wTap, int rows, int taps,
        int channels)
    {
        var whole = channels / TSimd.Width * TSimd.Width;
        Row(y, yStep, count, x, xStep, xRow, xTap, w, wRow, wTap, rows, taps, 0, whole);
        if (whole < channels)
            Depthwise<Vector256<float>, Simd256>.Row(y, yStep, count, x, xStep, xRow, xTap, w, wRow, wTap, rows, taps, whole, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(
        float* y, int yStep, int count, float* x, int xStep, int xRow, int xTap, float* w, int wRow, int wTap, int rows, int taps, int from,
        int to)
    {
        for (var c = from; c < to; c += TSimd.Width)
        {
            var j = 0;
            for (; j + 4 <= count; j += 4)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + ((nint)j * xStep + (nint)a * xRow + c);
                    var weight = w + ((nint)a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        var v = TSimd.Load(weight);
                        s0 = TSimd.MultiplyAdd(v, TSimd.Load(tap), s0);
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(tap + xStep), s1);
                        s2 = TSimd.MultiplyAdd(v, TSimd.Load(tap + 2 * (nint)xStep), s2);
                        s3 = TSimd.MultiplyAdd(v, TSimd.Load(tap + 3 * (nint)xStep), s3);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                var to4 = y + ((nint)j * yStep + c);
                TSimd.Store(s0, to4);
                TSimd.Store(s1, to4 + yStep);
                TSimd.Store(s2, to4 + 2 * (nint)yStep);
                TSimd.Store(s3, to4 + 3 * (nint)yStep);
            }
            for (; j + 2 <= count; j += 2)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + ((nint)j * xStep + (nint)a * xRow + c);
                    var weight = w + ((nint)a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        var v = TSimd.Load(weight);
                        s0 = TSimd.MultiplyAdd(v, TSimd.Load(tap), s0);
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(tap + xStep), s1);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                TSimd.Store(s0, y + ((nint)j * yStep + c));
                TSimd.Store(s1, y + ((nint)(j + 1) * yStep + c));
            }
            for (; j < count; j++)
            {
                var s0 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + ((nint)j * xStep + (nint)a * xRow + c);
                    var weight = w + ((nint)a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        s0 = TSimd.MultiplyAdd(TSimd.Load(weight), TSimd.Load(tap), s0);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                TSimd.Store(s0, y + ((nint)j * yStep + c));
            }
        }
    }
}

/// <summary>The sizes of a depthwise convolution with "same" padding.</summary>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Channels">C, a multiple of 8.</param>
/// <param name="Kernel">k, 3 or 5.</param>
/// <param name="Stride">s, 1 or 2.</param>
internal readonly record struct DepthwiseSize(int Height, int Width, int Channels, int Kernel, int Stride)
{
    internal int Padding => (Kernel - 1) / 2;

    internal int PaddedWidth => Width + 2 * Padding;

    internal int OutputHeight => (Height - 1) / Stride + 1;

    internal int OutputWidth => (Width - 1) / Stride + 1;
}

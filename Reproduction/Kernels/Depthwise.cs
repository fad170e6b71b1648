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
        var began = Profile.Begin();
        var c = size.Channels;
        for (var i = 0; i < size.OutputHeight; i++)
        {
            // Taps whose row lies inside.
            var top = i * size.Stride - size.Padding;
            var first = Math.Max(0, -top);
            var last = Math.Min(size.Kernel, size.Height - top);
            var walk = new Walk(
                size.OutputWidth, last - first, size.Kernel, OutputStep: c, InputStep: size.Stride * c, InputRow: size.PaddedWidth * c,
                InputTap: c, WeightRow: size.Kernel * c, WeightTap: c);
            Correlate(
                x + (nint)(top + first) * size.PaddedWidth * c, weights + (nint)first * size.Kernel * c,
                y + (nint)i * size.OutputWidth * c, walk, c);
        }
        Profile.End(Work.Depthwise, began);
    }

    /// <summary>The gradient at the input: dx[r, q] = Σ dy[i, j]·w[a, b] over i·s + a − p = r, j·s + b − p = q.</summary>
    /// <param name="dy">Gradient at the output in rows of W' + 2p pixels whose outer p are zero.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="weights">k·k×C.</param>
    /// <param name="dx">H×W×C.</param>
    internal static void InputGradient(float* dy, in DepthwiseSize size, float* weights, float* dx)
    {
        var began = Profile.Begin();
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
                var walk = new Walk(
                    count, rows, taps, OutputStep: s * c, InputStep: c, InputRow: -dyWidth * c, InputTap: -c, WeightRow: s * k * c,
                    WeightTap: s * c);
                Correlate(
                    dy + ((nint)topRow * dyWidth + j) * c, weights + ((nint)firstA * k + firstB) * c,
                    dx + ((nint)r * size.Width + parity) * c, walk, c);
            }
        }
        Profile.End(Work.Depthwise, began);
    }

    // One row of outputs, channel by channel.
    private static void Correlate(float* x, float* w, float* y, in Walk walk, int channels)
    {
        var whole = channels / TSimd.Width * TSimd.Width;
        Row(x, w, y, walk, 0, whole);
        if (whole < channels) Depthwise<Vector256<float>, Simd256>.Row(x, w, y, walk, whole, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* x, float* w, float* y, in Walk walk, int from, int to)
    {
        var (count, rows, taps) = (walk.Count, walk.Rows, walk.Taps);
        var (yStep, xStep, xRow, xTap, wRow, wTap) =
            (walk.OutputStep, walk.InputStep, walk.InputRow, walk.InputTap, walk.WeightRow, walk.WeightTap);
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

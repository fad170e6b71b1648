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
        for (var i = 0; i < size.OutputHeight; i++) Row(x, size, weights, i, y + (nint)i * size.OutputWidth * size.Channels);
    }

    /// <summary>One row of values.</summary>
    /// <param name="x">Padded input, H×(W + 2p)×C.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="weights">k·k×C.</param>
    /// <param name="i">Which row.</param>
    /// <param name="y">W'×C.</param>
    internal static void Row(float* x, in DepthwiseSize size, float* weights, int i, float* y)
    {
        var began = Profile.Begin();
        var c = size.Channels;
        // Taps whose row lies inside.
        var top = i * size.Stride - size.Padding;
        var first = Math.Max(0, -top);
        var last = Math.Min(size.Kernel, size.Height - top);
        var walk = new Walk(
            size.OutputWidth, last - first, size.Kernel, OutputStep: c, InputStep: size.Stride * c, InputRow: size.PaddedWidth * c,
            InputTap: c, WeightRow: size.Kernel * c, WeightTap: c);
        Correlate(x + (nint)(top + first) * size.PaddedWidth * c, weights + (nint)first * size.Kernel * c, y, walk, c);
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
        Correlate(x, w, y, walk, 0, whole);
        if (whole < channels) Depthwise<Vector256<float>, Simd256>.Correlate(x, w, y, walk, whole, channels);
    }

    private static void Correlate(float* x, float* w, float* y, in Walk walk, int from, int to)
    {
        var fours = walk.Slides ? walk.Count / 4 * 4 : 0;
        if (fours > 0) Slide(x, w, y, walk, from, to);
        if (fours == walk.Count) return;
        Each(x + (nint)fours * walk.InputStep, w, y + (nint)fours * walk.OutputStep, walk with { Count = walk.Count - fours }, from, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each(float* x, float* w, float* y, in Walk walk, int from, int to)
    {
        int count = walk.Count, rows = walk.Rows, taps = walk.Taps;
        nint yStep = walk.OutputStep, xStep = walk.InputStep, xRow = walk.InputRow, xTap = walk.InputTap;
        nint wRow = walk.WeightRow, wTap = walk.WeightTap;
        for (var c = from; c < to; c += TSimd.Width)
        {
            var j = 0;
            for (; j + 4 <= count; j += 4)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + (j * xStep + a * xRow + c);
                    var weight = w + (a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        var v = TSimd.Load(weight);
                        s0 = TSimd.MultiplyAdd(v, TSimd.Load(tap), s0);
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(tap + xStep), s1);
                        s2 = TSimd.MultiplyAdd(v, TSimd.Load(tap + 2 * xStep), s2);
                        s3 = TSimd.MultiplyAdd(v, TSimd.Load(tap + 3 * xStep), s3);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                var to4 = y + (j * yStep + c);
                TSimd.Store(s0, to4);
                TSimd.Store(s1, to4 + yStep);
                TSimd.Store(s2, to4 + 2 * yStep);
                TSimd.Store(s3, to4 + 3 * yStep);
            }
            for (; j + 2 <= count; j += 2)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + (j * xStep + a * xRow + c);
                    var weight = w + (a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        var v = TSimd.Load(weight);
                        s0 = TSimd.MultiplyAdd(v, TSimd.Load(tap), s0);
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(tap + xStep), s1);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                TSimd.Store(s0, y + (j * yStep + c));
                TSimd.Store(s1, y + ((j + 1) * yStep + c));
            }
            for (; j < count; j++)
            {
                var s0 = TSimd.Zero;
                for (var a = 0; a < rows; a++)
                {
                    var tap = x + (j * xStep + a * xRow + c);
                    var weight = w + (a * wRow + c);
                    for (var b = 0; b < taps; b++)
                    {
                        s0 = TSimd.MultiplyAdd(TSimd.Load(weight), TSimd.Load(tap), s0);
                        tap += xTap;
                        weight += wTap;
                    }
                }
                TSimd.Store(s0, y + (j * yStep + c));
            }
        }
    }

    // Where an output's inputs are its neighbour's, one further, four outputs share what they load. Every output is summed in the same
    // order as by itself: going the other way, the four are taken from the last to the first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slide(float* x, float* w, float* y, in Walk walk, int from, int to)
    {
        for (var c = from; c < to; c += TSimd.Width) Slide(x + c, w + c, y + c, walk);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slide(float* x, float* w, float* y, in Walk walk)
    {
        var isBackward = walk.InputTap != walk.InputStep;
        nint step = walk.InputTap, row = walk.InputRow, tap = walk.WeightTap, to = isBackward ? -walk.OutputStep : walk.OutputStep;
        for (var j = 0; j + 4 <= walk.Count; j += 4)
        {
            var start = isBackward ? j + 3 : j;
            var from = x + (nint)start * walk.InputStep;
            var weight = w;
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
            for (var a = 0; a < walk.Rows; a++, from += row, weight += walk.WeightRow)
            {
                TVector w0 = TSimd.Load(weight), w1 = TSimd.Load(weight + tap), w2 = TSimd.Load(weight + 2 * tap);
                var v = TSimd.Load(from);
                s0 = TSimd.MultiplyAdd(w0, v, s0);
                v = TSimd.Load(from + step);
                s0 = TSimd.MultiplyAdd(w1, v, s0);
                s1 = TSimd.MultiplyAdd(w0, v, s1);
                v = TSimd.Load(from + 2 * step);
                s0 = TSimd.MultiplyAdd(w2, v, s0);
                s1 = TSimd.MultiplyAdd(w1, v, s1);
                s2 = TSimd.MultiplyAdd(w0, v, s2);
                v = TSimd.Load(from + 3 * step);
                s1 = TSimd.MultiplyAdd(w2, v, s1);
                s2 = TSimd.MultiplyAdd(w1, v, s2);
                s3 = TSimd.MultiplyAdd(w0, v, s3);
                var u = TSimd.Load(from + 4 * step);
                s2 = TSimd.MultiplyAdd(w2, u, s2);
                s3 = TSimd.MultiplyAdd(w1, u, s3);
                var t = TSimd.Load(from + 5 * step);
                s3 = TSimd.MultiplyAdd(w2, t, s3);
                if (walk.Taps == 3) continue;
                TVector w3 = TSimd.Load(weight + 3 * tap), w4 = TSimd.Load(weight + 4 * tap);
                s0 = TSimd.MultiplyAdd(w3, v, s0);
                s0 = TSimd.MultiplyAdd(w4, u, s0);
                s1 = TSimd.MultiplyAdd(w3, u, s1);
                s1 = TSimd.MultiplyAdd(w4, t, s1);
                v = TSimd.Load(from + 6 * step);
                s2 = TSimd.MultiplyAdd(w3, t, s2);
                s2 = TSimd.MultiplyAdd(w4, v, s2);
                s3 = TSimd.MultiplyAdd(w3, v, s3);
                s3 = TSimd.MultiplyAdd(w4, TSimd.Load(from + 7 * step), s3);
            }
            var at = y + (nint)start * walk.OutputStep;
            TSimd.Store(s0, at);
            TSimd.Store(s1, at + to);
            TSimd.Store(s2, at + 2 * to);
            TSimd.Store(s3, at + 3 * to);
        }
    }
}

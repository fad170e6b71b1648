using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>The gradient of a depthwise convolution at its weights, with the taps of one row of them in registers.</summary>
internal static unsafe class DepthwiseWeightGradient<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Adds to the gradient at the weights: dw[a, b] += Σ dy[i, j]·x[i·s + a − p, j·s + b − p].</summary>
    /// <param name="dy">As for <see cref="Depthwise{TVector,TSimd}.InputGradient"/>.</param>
    /// <param name="x">As for <see cref="Depthwise{TVector,TSimd}.Forward"/>.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="dw">k·k×C.</param>
    internal static void Add(float* dy, float* x, in DepthwiseSize size, float* dw)
    {
        var began = Profile.Begin();
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
                if (whole < c) DepthwiseWeightGradient<Vector256<float>, Simd256>.AddRow(dyRow, xRow, size, dwRow, whole, c);
            }
        }
        Profile.End(Work.Depthwise, began);
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
}

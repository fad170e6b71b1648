using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>
/// Passes over rows of C channels: batch norm (Ioffe and Szegedy, ICML 2015), SiLU (x·σ(x)) and what squeeze-and-excitation
/// does to pixels. A batch norm is here its line u·scale + shift, with scale = γ/√(var + ε) and shift = β − mean·scale.
/// Sums over rows are taken in float32 over at most <see cref="Fold"/> rows and then in float64.
/// </summary>
internal static unsafe class Channelwise<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    internal const int Fold = 1024;

    /// <summary>s = SiLU(u·scale + shift).</summary>
    internal static void NormaliseAndActivate(float* u, int rows, int c, float* scale, float* shift, float* s)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        NormaliseAndActivate(u, rows, c, scale, shift, s, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.NormaliseAndActivate(u, rows, c, scale, shift, s, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormaliseAndActivate(float* u, int rows, int c, float* scale, float* shift, float* s, int from, int to)
    {
        for (var row = 0; row < rows; row++, u += c, s += c)
        {
            for (var i = from; i < to; i += TSimd.Width)
            {
                var a = TSimd.MultiplyAdd(TSimd.Load(u + i), TSimd.Load(scale + i), TSimd.Load(shift + i));
                TSimd.Store(TSimd.Multiply(a, Sigmoid(a)), s + i);
            }
        }
    }

    /// <summary>s = SiLU(a) and d = SiLU'(a) = σ(a)(1 + a(1 − σ(a))), with a = u·scale + shift.</summary>
    internal static void ActivateWithSlope(float* u, int rows, int c, float* scale, float* shift, float* s, float* d)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        ActivateWithSlope(u, rows, c, scale, shift, s, d, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.ActivateWithSlope(u, rows, c, scale, shift, s, d, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ActivateWithSlope(float* u, int rows, int c, float* scale, float* shift, float* s, float* d, int from, int to)
    {
        var one = TSimd.Fill(1);
        for (var row = 0; row < rows; row++, u += c, s += c, d += c)
        {
            for (var i = from; i < to; i += TSimd.Width)
            {
                var a = TSimd.MultiplyAdd(TSimd.Load(u + i), TSimd.Load(scale + i), TSimd.Load(shift + i));
                var sigma = Sigmoid(a);
                TSimd.Store(TSimd.Multiply(a, sigma), s + i);
                TSimd.Store(TSimd.Multiply(sigma, TSimd.MultiplyAdd(a, TSimd.Subtract(one, sigma), one)), d + i);
            }
        }
    }

    /// <summary>y = (u·scale + shift)·keep + x; x may be null for nothing to add.</summary>
    internal static void Normalise(float* u, int rows, int c, float* scale, float* shift, float keep, float* x, float* y)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        Normalise(u, rows, c, scale, shift, keep, x, y, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.Normalise(u, rows, c, scale, shift, keep, x, y, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalise(float* u, int rows, int c, float* scale, float* shift, float keep, float* x, float* y, int from, int to)
    {
        var kept = TSimd.Fill(keep);
        for (var row = 0; row < rows; row++, u += c, y += c)
        {
            for (var i = from; i < to; i += TSimd.Width)
            {
                var a = TSimd.MultiplyAdd(TSimd.Load(u + i), TSimd.Load(scale + i), TSimd.Load(shift + i));
                TSimd.Store(x == null ? TSimd.Multiply(a, kept) : TSimd.MultiplyAdd(a, kept, TSimd.Load(x + (nint)row * c + i)), y + i);
            }
        }
    }

    /// <summary>to = a·keep + dy·scale + u·slope + offset over channels, the gradient of a batch norm at its input.</summary>
    internal static void NormGradient(
        float* dy, float keep, float* u, int rows, int c, float* scale, float* slope, float* offset, float* to)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        NormGradient(dy, keep, u, rows, c, scale, slope, offset, to, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.NormGradient(dy, keep, u, rows, c, scale, slope, offset, to, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormGradient(
        float* dy, float keep, float* u, int rows, int c, float* scale, float* slope, float* offset, float* d, int from, int to)
    {
        var kept = TSimd.Fill(keep);
        for (var row = 0; row < rows; row++, dy += c, u += c, d += c)
        {
            for (var i = from; i < to; i += TSimd.Width)
            {
                var line = TSimd.MultiplyAdd(TSimd.Load(u + i), TSimd.Load(slope + i), TSimd.Load(offset + i));
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Multiply(TSimd.Load(dy + i), kept), TSimd.Load(scale + i), line), d + i);
            }
        }
    }

    /// <summary>Adds rows to per-channel counts of mean and squared deviations.</summary>
    /// <param name="u">The rows.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="c">Channels.</param>
    /// <param name="moments">Number, mean and M2 of the rows so far.</param>
    /// <param name="sums">Room for 2·C floats.</param>
    internal static void AddMoments(float* u, int rows, int c, Moments moments, float* sums)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        for (var from = 0; from < rows; from += Fold)
        {
            var count = Math.Min(Fold, rows - from);
            var start = u + (nint)from * c;
            new Span<float>(sums, 2 * c).Clear();
            Deviations(start, count, c, sums, 0, whole);
            if (whole < c) Channelwise<Vector256<float>, Simd256>.Deviations(start, count, c, sums, whole, c);
            moments.Add(count, start, sums);
        }
    }

    // Sums of u − first and its square; the first row as origin keeps the squares from cancelling.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deviations(float* u, int rows, int c, float* sums, int from, int to)
    {
        var origin = u;
        for (var row = 0; row < rows;)
        {
            var four = rows - row >= 4;
            for (var i = from; i < to; i += TSimd.Width)
            {
                var o = TSimd.Load(origin + i);
                var sum = TSimd.Load(sums + i);
                var squares = TSimd.Load(sums + c + i);
                var d0 = TSimd.Subtract(TSimd.Load(u + i), o);
                if (four)
                {
                    var d1 = TSimd.Subtract(TSimd.Load(u + c + i), o);
                    var d2 = TSimd.Subtract(TSimd.Load(u + 2 * c + i), o);
                    var d3 = TSimd.Subtract(TSimd.Load(u + 3 * c + i), o);
                    sum = TSimd.Add(sum, TSimd.Add(TSimd.Add(d0, d1), TSimd.Add(d2, d3)));
                    var low = TSimd.MultiplyAdd(d1, d1, TSimd.Multiply(d0, d0));
                    var high = TSimd.MultiplyAdd(d3, d3, TSimd.Multiply(d2, d2));
                    squares = TSimd.Add(squares, TSimd.Add(low, high));
                }
                else
                {
                    sum = TSimd.Add(sum, d0);
                    squares = TSimd.MultiplyAdd(d0, d0, squares);
                }
                TSimd.Store(sum, sums + i);
                TSimd.Store(squares, sums + c + i);
            }
            var step = four ? 4 : 1;
            row += step;
            u += step * c;
        }
    }

    /// <summary>Adds, channel by channel, Σ d·keep and Σ d·keep·(u − mean).</summary>
    /// <param name="d">Gradient at the batch norm's output.</param>
    /// <param name="keep">Factor of d.</param>
    /// <param name="u">The batch norm's input.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="c">Channels.</param>
    /// <param name="mean">The batch's mean.</param>
    /// <param name="totals">2·C sums so far.</param>
    /// <param name="sums">Room for 2·C floats.</param>
    internal static void AddGradientSums(float* d, float keep, float* u, int rows, int c, float* mean, double* totals, float* sums)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        for (var from = 0; from < rows; from += Fold)
        {
            var count = Math.Min(Fold, rows - from);
            new Span<float>(sums, 2 * c).Clear();
            GradientSums(d + (nint)from * c, u + (nint)from * c, count, c, mean, sums, 0, whole);
            if (whole < c)
                Channelwise<Vector256<float>, Simd256>.GradientSums(d + (nint)from * c, u + (nint)from * c, count, c, mean, sums, whole, c);
            for (var i = 0; i < 2 * c; i++) totals[i] += (double)sums[i] * keep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientSums(float* d, float* u, int rows, int c, float* mean, float* sums, int from, int to)
    {
        for (var row = 0; row < rows;)
        {
            var four = rows - row >= 4;
            for (var i = from; i < to; i += TSimd.Width)
            {
                var m = TSimd.Load(mean + i);
                var sum = TSimd.Load(sums + i);
                var products = TSimd.Load(sums + c + i);
                var d0 = TSimd.Load(d + i);
                var p0 = TSimd.Multiply(d0, TSimd.Subtract(TSimd.Load(u + i), m));
                if (four)
                {
                    var d1 = TSimd.Load(d + c + i);
                    var d2 = TSimd.Load(d + 2 * c + i);
                    var d3 = TSimd.Load(d + 3 * c + i);
                    sum = TSimd.Add(sum, TSimd.Add(TSimd.Add(d0, d1), TSimd.Add(d2, d3)));
                    var low = TSimd.MultiplyAdd(d1, TSimd.Subtract(TSimd.Load(u + c + i), m), p0);
                    var p2 = TSimd.Multiply(d2, TSimd.Subtract(TSimd.Load(u + 2 * c + i), m));
                    var high = TSimd.MultiplyAdd(d3, TSimd.Subtract(TSimd.Load(u + 3 * c + i), m), p2);
                    products = TSimd.Add(products, TSimd.Add(low, high));
                }
                else
                {
                    sum = TSimd.Add(sum, d0);
                    products = TSimd.Add(products, p0);
                }
                TSimd.Store(sum, sums + i);
                TSimd.Store(products, sums + c + i);
            }
            var step = four ? 4 : 1;
            row += step;
            d += step * c;
            u += step * c;
        }
    }

    /// <summary>sums[c] += Σ over rows of a[r, c]·b[r, c]; b may be null for 1.</summary>
    internal static void AddColumnSums(float* a, float* b, int rows, int c, float* sums)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        ColumnSums(a, b, rows, c, sums, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.ColumnSums(a, b, rows, c, sums, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnSums(float* a, float* b, int rows, int c, float* sums, int from, int to)
    {
        for (var row = 0; row < rows;)
        {
            var four = rows - row >= 4;
            for (var i = from; i < to; i += TSimd.Width)
            {
                var at = a + (nint)row * c + i;
                var with = b + (nint)row * c + i;
                var sum = b == null ? TSimd.Load(at) : TSimd.Multiply(TSimd.Load(at), TSimd.Load(with));
                if (four)
                {
                    for (var r = 1; r < 4; r++)
                        sum = b == null
                            ? TSimd.Add(sum, TSimd.Load(at + (nint)r * c))
                            : TSimd.MultiplyAdd(TSimd.Load(at + (nint)r * c), TSimd.Load(with + (nint)r * c), sum);
                }
                TSimd.Store(TSimd.Add(TSimd.Load(sums + i), sum), sums + i);
            }
            row += four ? 4 : 1;
        }
    }

    /// <summary>to[r, c] = a[r, c]·factor[c].</summary>
    internal static void Scale(float* a, int rows, int c, float* factor, float* to)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        Scale(a, rows, c, factor, to, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.Scale(a, rows, c, factor, to, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* a, int rows, int c, float* factor, float* y, int from, int to)
    {
        for (var row = 0; row < rows; row++, a += c, y += c)
            for (var i = from; i < to; i += TSimd.Width)
                TSimd.Store(TSimd.Multiply(TSimd.Load(a + i), TSimd.Load(factor + i)), y + i);
    }

    /// <summary>slope[r, c] = (dz[r, c]·gate[c] + add[c])·slope[r, c]: back through gate, mean and activation.</summary>
    internal static void GateGradient(float* dz, int rows, int c, float* gate, float* add, float* slope)
    {
        var whole = c / TSimd.Width * TSimd.Width;
        GateGradient(dz, rows, c, gate, add, slope, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.GateGradient(dz, rows, c, gate, add, slope, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GateGradient(float* dz, int rows, int c, float* gate, float* add, float* slope, int from, int to)
    {
        for (var row = 0; row < rows; row++, dz += c, slope += c)
        {
            for (var i = from; i < to; i += TSimd.Width)
            {
                var ds = TSimd.MultiplyAdd(TSimd.Load(dz + i), TSimd.Load(gate + i), TSimd.Load(add + i));
                TSimd.Store(TSimd.Multiply(ds, TSimd.Load(slope + i)), slope + i);
            }
        }
    }

    /// <summary>a[i] = a[i]·b[i] (b null for 1) + c[i] (c null for 0) over a whole number of eights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyAdd(float* a, float* b, float* c, nint count)
    {
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            var value = TSimd.Load(a + i);
            if (b != null) value = TSimd.Multiply(value, TSimd.Load(b + i));
            if (c != null) value = TSimd.Add(value, TSimd.Load(c + i));
            TSimd.Store(value, a + i);
        }
        for (; i < count; i++) a[i] = a[i] * (b != null ? b[i] : 1) + (c != null ? c[i] : 0);
    }

    /// <summary>to[i] += factor·a[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled(float factor, float* a, int count, float* to)
    {
        var f = TSimd.Fill(factor);
        var i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width) TSimd.Store(TSimd.MultiplyAdd(f, TSimd.Load(a + i), TSimd.Load(to + i)), to + i);
        for (; i < count; i++) to[i] += factor * a[i];
    }

    /// <summary>Σ a[i]·b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Dot(float* a, float* b, int count)
    {
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        var i = 0;
        for (; i + 4 * TSimd.Width <= count; i += 4 * TSimd.Width)
        {
            s0 = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), s0);
            s1 = TSimd.MultiplyAdd(TSimd.Load(a + i + TSimd.Width), TSimd.Load(b + i + TSimd.Width), s1);
            s2 = TSimd.MultiplyAdd(TSimd.Load(a + i + 2 * TSimd.Width), TSimd.Load(b + i + 2 * TSimd.Width), s2);
            s3 = TSimd.MultiplyAdd(TSimd.Load(a + i + 3 * TSimd.Width), TSimd.Load(b + i + 3 * TSimd.Width), s3);
        }
        for (; i + TSimd.Width <= count; i += TSimd.Width) s0 = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), s0);
        var sum = TSimd.Sum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
        for (; i < count; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>a[i] = σ(a[i]) over a whole number of eights.</summary>
    internal static void Sigmoid(float* a, int count)
    {
        var whole = count / TSimd.Width * TSimd.Width;
        for (var i = 0; i < whole; i += TSimd.Width) TSimd.Store(Sigmoid(TSimd.Load(a + i)), a + i);
        if (whole < count) Channelwise<Vector256<float>, Simd256>.Sigmoid(a + whole, count - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sigmoid(TVector a)
    {
        var one = TSimd.Fill(1);
        return TSimd.Divide(one, TSimd.Add(one, TSimd.Exp(TSimd.Subtract(TSimd.Zero, a))));
    }
}

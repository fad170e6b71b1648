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

    /// <summary>Does a pass over rows. Where the last channels fill only half of the widest vector, they go by halves.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="c">C, a multiple of 8.</param>
    internal static void Pass<TPass>(TPass pass, int rows, int c)
        where TPass : struct, IPass
    {
        var began = Profile.Begin();
        var whole = c / TSimd.Width * TSimd.Width;
        PassOver(pass, rows, c, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.PassOver(pass, rows, c, whole, c);
        Profile.End(TPass.Work, began);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PassOver<TPass>(TPass pass, int rows, int c, int from, int to)
        where TPass : struct, IPass
    {
        nint start = 0;
        for (var row = 0; row < rows; row++, start += c)
            for (var channel = from; channel < to; channel += TSimd.Width) pass.At<TVector, TSimd>(start + channel, channel);
    }

    /// <summary>Adds up rows, four at a time while there are four.</summary>
    /// <param name="sum">What is added.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="c">C, a multiple of 8.</param>
    internal static void Sum<TSum>(TSum sum, int rows, int c)
        where TSum : struct, ISum
    {
        var whole = c / TSimd.Width * TSimd.Width;
        SumOver(sum, rows, c, 0, whole);
        if (whole < c) Channelwise<Vector256<float>, Simd256>.SumOver(sum, rows, c, whole, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOver<TSum>(TSum sum, int rows, int c, int from, int to)
        where TSum : struct, ISum
    {
        nint start = 0;
        var row = 0;
        for (; row + 4 <= rows; row += 4, start += 4 * c)
            for (var channel = from; channel < to; channel += TSimd.Width) sum.Four<TVector, TSimd>(start + channel, c, channel);
        for (; row < rows; row++, start += c)
            for (var channel = from; channel < to; channel += TSimd.Width) sum.One<TVector, TSimd>(start + channel, channel);
    }

    /// <summary>Adds rows to per-channel counts of mean and squared deviations.</summary>
    /// <param name="u">The rows.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="c">Channels.</param>
    /// <param name="moments">Number, mean and M2 of the rows so far.</param>
    /// <param name="sums">Room for 2·C floats.</param>
    internal static void AddMoments(float* u, int rows, int c, Moments moments, float* sums)
    {
        var began = Profile.Begin();
        for (var from = 0; from < rows; from += Fold)
        {
            var count = Math.Min(Fold, rows - from);
            var start = u + (nint)from * c;
            new Span<float>(sums, 2 * c).Clear();
            Sum(new DeviationSums(start, sums, sums + c), count, c);
            moments.Add(count, start, sums);
        }
        Profile.End(Work.BatchNorm, began);
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
        var began = Profile.Begin();
        for (var from = 0; from < rows; from += Fold)
        {
            var count = Math.Min(Fold, rows - from);
            new Span<float>(sums, 2 * c).Clear();
            Sum(new GradientSums(d + (nint)from * c, u + (nint)from * c, mean, sums, sums + c), count, c);
            for (var i = 0; i < 2 * c; i++) totals[i] += (double)sums[i] * keep;
        }
        Profile.End(Work.BatchNorm, began);
    }
}

using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Squeeze and excitation (Hu, Shen and Sun, CVPR 2018) of a group of images, there and back.</summary>
internal static unsafe class Excitation<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>g = σ(F2·SiLU(q) + f2) with q = F1·p + f1 and p the mean over pixels of s2.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">F1 and the biases.</param>
    /// <param name="f2">F2 transposed, S×E.</param>
    /// <param name="s2">H'·W'·E of each image.</param>
    /// <param name="to">Is filled in.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">Number of images; each row of the weights meets all of them while it is in the cache.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gate(MBConvShape shape, MBConvWeights weights, float* f2, float* s2, MBConvSaved to, int first, int count)
    {
        var began = Profile.Begin();
        var (e, pixels) = (shape.Expanded, shape.OutputPixels);
        for (var i = 0; i < count; i++)
        {
            var sums = to.Of(first + i);
            SumUp(s2 + (nint)i * pixels * e, null, pixels, e, sums.Pooled);
            Divide(sums.Pooled, pixels, e);
            new Span<float>(weights.F2Bias, e).CopyTo(new(sums.Gate, e));
        }
        for (var j = 0; j < shape.Squeezed; j++)
        {
            for (var i = 0; i < count; i++)
            {
                var sums = to.Of(first + i);
                var q = sums.Squeezed[j] = weights.F1Bias[j] + Flat<TVector, TSimd>.Dot(weights.F1 + (nint)j * e, sums.Pooled, e);
                Flat<TVector, TSimd>.AddScaled(q * Sigmoid.Of(q), f2 + (nint)j * e, e, sums.Gate);
            }
        }
        for (var i = 0; i < count; i++) Flat<TVector, TSimd>.Sigmoid(to.Of(first + i).Gate, e);
        Profile.End(Work.Excitation, began);
    }

    /// <summary>
    /// Channel by channel Σ a·b (b null for 1) over an image's pixels: over at most <see cref="Channelwise{TVector,TSimd}.Fold"/> of
    /// them, and then over those sums. In one chain a flat image's rounding would add up pixel by pixel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumUp(float* a, float* b, int pixels, int e, float* sums)
    {
        const int fold = Channelwise<TVector, TSimd>.Fold;
        var some = stackalloc float[pixels > fold ? e : 0];
        new Span<float>(sums, e).Clear();
        for (var from = 0; from < pixels; from += fold)
        {
            var (at, count, to) = ((nint)from * e, Math.Min(fold, pixels - from), (nint)(pixels > fold ? some : sums));
            new Span<float>((float*)to, e).Clear();
            if (b == null) Channelwise<TVector, TSimd>.Sum(new ColumnSums(a + at, (float*)to), count, e);
            else Channelwise<TVector, TSimd>.Sum(new ProductSums(a + at, b + at, (float*)to), count, e);
            if (pixels > fold) Flat<TVector, TSimd>.AddScaled(1, some, e, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(float* sums, int by, int count)
    {
        for (var i = 0; i < count; i++) sums[i] /= by;
    }

    /// <summary>
    /// The same bit for bit where nothing is kept, and s2·g in s2's place: F2 is a matrix product, whose first term is 1·f2.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">F1 and its bias.</param>
    /// <param name="f2">(S + 1)×E.</param>
    /// <param name="s2">H'·W'·E of each image.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="sums">Room.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gates(MBConvShape shape, MBConvWeights weights, PackedMatrix f2, float* s2, int count, GateSums sums)
    {
        var began = Profile.Begin();
        var (e, s, pixels) = (shape.Expanded, shape.Squeezed, shape.OutputPixels);
        float* pooled = sums.Pooled, gates = sums.Gates, squeezed = sums.Squeezed;
        for (var i = 0; i < count; i++) SumUp(s2 + (nint)i * pixels * e, null, pixels, e, pooled + i * e);
        Divide(pooled, pixels, count * e);
        for (var j = 0; j < s; j++)
        {
            for (var i = 0; i < count; i++)
            {
                var q = weights.F1Bias[j] + Flat<TVector, TSimd>.Dot(weights.F1 + (nint)j * e, pooled + i * e, e);
                squeezed[i * (s + 1) + 1 + j] = q * Sigmoid.Of(q);
            }
        }
        for (var i = 0; i < count; i++) squeezed[i * (s + 1)] = 1;
        Profile.End(Work.Excitation, began);
        MatrixProduct<TVector, TSimd>.Multiply(squeezed, count, f2, gates);
        // Where half a vector is left over, training rounds a multiply-add twice.
        for (var i = 0; i < count; i++)
            for (var channel = e / TSimd.Width * TSimd.Width; channel < e; channel++)
                gates[i * e + channel] = Twice(weights, s, squeezed + i * (s + 1) + 1, channel);
        Flat<TVector, TSimd>.Sigmoid(gates, count * e);
        for (var i = 0; i < count; i++)
        {
            var image = s2 + (nint)i * pixels * e;
            Channelwise<TVector, TSimd>.Pass(new ScaleChannels(image, gates + i * e, image), pixels, e);
        }
    }

    private static float Twice(MBConvWeights weights, int s, float* squeezed, int channel)
    {
        var v = weights.F2Bias[channel];
        for (var j = 0; j < s; j++) v += squeezed[j] * weights.F2[(nint)channel * s + j];
        return v;
    }

    /// <summary>The way back: adds to the weights' gradients.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">F1.</param>
    /// <param name="f2">F2 transposed, S×E.</param>
    /// <param name="dz">Gradient at s2·g, H'·W'·E of each image.</param>
    /// <param name="s2">H'·W'·E of each image.</param>
    /// <param name="of">What the way there found.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">Number of images; each row of the weights meets all of them while it is in the cache.</param>
    /// <param name="partial">Where gradients are added.</param>
    /// <param name="dp">What flows back to each pixel, dp / H'W', images×E; is filled in.</param>
    /// <param name="dv">Room for images×E floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gradient(
        MBConvShape shape, MBConvWeights weights, float* f2, float* dz, float* s2, MBConvSaved of, int first, int count,
        MBConvPartial partial, float* dp, float* dv)
    {
        var began = Profile.Begin();
        var (e, pixels) = (shape.Expanded, shape.OutputPixels);
        new Span<float>(dp, count * e).Clear();
        for (var i = 0; i < count; i++)
        {
            var (at, to, gate) = ((nint)i * pixels * e, (nint)i * e, (nint)of.Of(first + i).Gate);
            SumUp(dz + at, s2 + at, pixels, e, dv + to);
            BackThroughSigmoid(dv + to, (float*)gate, e);
            Flat<TVector, TSimd>.AddScaled(1, dv + to, e, partial.F2Bias);
        }
        for (var j = 0; j < shape.Squeezed; j++)
        {
            var row = (nint)j * e;
            for (var i = 0; i < count; i++)
            {
                var (sums, to) = (of.Of(first + i), (nint)i * e);
                var q = sums.Squeezed[j];
                var sigma = Sigmoid.Of(q);
                var dt = Flat<TVector, TSimd>.Dot(dv + to, f2 + row, e);
                var dq = dt * sigma * (1 + q * (1 - sigma));
                Flat<TVector, TSimd>.AddScaled(q * sigma, dv + to, e, partial.F2 + row);
                Flat<TVector, TSimd>.AddScaled(dq, sums.Pooled, e, partial.F1 + row);
                Flat<TVector, TSimd>.AddScaled(dq / pixels, weights.F1 + row, e, dp + to);
                partial.F1Bias[j] += dq;
            }
        }
        Profile.End(Work.Excitation, began);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackThroughSigmoid(float* dv, float* gate, int e)
    {
        for (var i = 0; i < e; i++) dv[i] *= gate[i] * (1 - gate[i]);
    }
}

using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>Squeeze and excitation (Hu, Shen and Sun, CVPR 2018) of one image, there and back.</summary>
internal static unsafe class Excitation<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>g = σ(F2·SiLU(q) + f2) with q = F1·p + f1 and p the mean over pixels of s2.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">F1 and the biases.</param>
    /// <param name="f2">F2 transposed, S×E.</param>
    /// <param name="s2">H'·W'·E.</param>
    /// <param name="to">Is filled in.</param>
    internal static void Gate(MBConvShape shape, MBConvWeights weights, float* f2, float* s2, ImageSums to)
    {
        var began = Profile.Begin();
        var e = shape.Expanded;
        new Span<float>(to.Pooled, e).Clear();
        Channelwise<TVector, TSimd>.Sum(new ColumnSums(s2, to.Pooled), shape.OutputPixels, e);
        for (var i = 0; i < e; i++) to.Pooled[i] /= shape.OutputPixels;
        new Span<float>(weights.F2Bias, e).CopyTo(new(to.Gate, e));
        for (var j = 0; j < shape.Squeezed; j++)
        {
            var q = to.Squeezed[j] = weights.F1Bias[j] + Flat<TVector, TSimd>.Dot(weights.F1 + (nint)j * e, to.Pooled, e);
            Flat<TVector, TSimd>.AddScaled(q * Sigmoid.Of(q), f2 + (nint)j * e, e, to.Gate);
        }
        Flat<TVector, TSimd>.Sigmoid(to.Gate, e);
        Profile.End(Work.Excitation, began);
    }

    /// <summary>
    /// The same for a group of images at once, bit for bit, and s2·g in s2's place: each row of F1 meets all of them while it is in the
    /// cache, and F2 is a matrix product, whose first term is 1·f2.
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
        new Span<float>(pooled, count * e).Clear();
        for (var i = 0; i < count; i++)
            Channelwise<TVector, TSimd>.Sum(new ColumnSums(s2 + (nint)i * pixels * e, pooled + i * e), pixels, e);
        for (var i = 0; i < count * e; i++) pooled[i] /= pixels;
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
    /// <param name="dz">Gradient at s2·g, H'·W'·E.</param>
    /// <param name="s2">H'·W'·E.</param>
    /// <param name="of">What the way there found.</param>
    /// <param name="partial">Where gradients are added.</param>
    /// <param name="dp">What flows back to each pixel, dp / H'W'; is filled in.</param>
    /// <param name="dv">Room for E floats.</param>
    internal static void Gradient(
        MBConvShape shape, MBConvWeights weights, float* f2, float* dz, float* s2, ImageSums of, MBConvPartial partial, float* dp,
        float* dv)
    {
        var began = Profile.Begin();
        var e = shape.Expanded;
        new Span<float>(dp, e).Clear();
        new Span<float>(dv, e).Clear();
        Channelwise<TVector, TSimd>.Sum(new ProductSums(dz, s2, dv), shape.OutputPixels, e);
        for (var i = 0; i < e; i++) dv[i] *= of.Gate[i] * (1 - of.Gate[i]);
        Flat<TVector, TSimd>.AddScaled(1, dv, e, partial.F2Bias);
        for (var j = 0; j < shape.Squeezed; j++)
        {
            var q = of.Squeezed[j];
            var sigma = Sigmoid.Of(q);
            var dt = Flat<TVector, TSimd>.Dot(dv, f2 + (nint)j * e, e);
            var dq = dt * sigma * (1 + q * (1 - sigma));
            Flat<TVector, TSimd>.AddScaled(q * sigma, dv, e, partial.F2 + (nint)j * e);
            Flat<TVector, TSimd>.AddScaled(dq, of.Pooled, e, partial.F1 + (nint)j * e);
            Flat<TVector, TSimd>.AddScaled(dq / shape.OutputPixels, weights.F1 + (nint)j * e, e, dp);
            partial.F1Bias[j] += dq;
        }
        Profile.End(Work.Excitation, began);
    }
}

/// <summary>Squeeze and excitation's numbers of one image.</summary>
/// <param name="memory">Room for <see cref="Size"/> floats.</param>
/// <param name="expanded">E.</param>
internal readonly unsafe struct ImageSums(float* memory, int expanded)
{
    /// <summary>Floats of an image.</summary>
    internal static int Size(MBConvShape shape) => 2 * shape.Expanded + shape.Squeezed;

    /// <summary>p, E.</summary>
    internal float* Pooled => memory;

    /// <summary>g, E.</summary>
    internal float* Gate => memory + expanded;

    /// <summary>q, S.</summary>
    internal float* Squeezed => memory + 2 * expanded;
}

/// <summary>Squeeze and excitation's numbers of a group of images.</summary>
/// <param name="memory">Room for <see cref="Size"/> floats an image of the group.</param>
/// <param name="shape">The sizes.</param>
/// <param name="group">The most images of a group.</param>
internal readonly unsafe struct GateSums(float* memory, MBConvShape shape, int group)
{
    /// <summary>Floats of an image.</summary>
    internal static int Size(MBConvShape shape) => 2 * shape.Expanded + shape.Squeezed + 1;

    /// <summary>p, images×E.</summary>
    internal float* Pooled => memory;

    /// <summary>g, images×E.</summary>
    internal float* Gates => Pooled + (nint)group * shape.Expanded;

    /// <summary>1 and SiLU(q), images×(1 + S).</summary>
    internal float* Squeezed => Gates + (nint)group * shape.Expanded;
}

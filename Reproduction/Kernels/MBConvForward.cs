namespace Reproduction.Kernels;

/// <summary>
/// An inverted bottleneck in one piece over N·H·W·C, with E channels inside, in training:
/// <code>
/// u1 = x·W1ᵀ              s1 = SiLU(norm1(u1))      (where nothing is expanded s1 = x)
/// u2 = depthwise(s1)      s2 = SiLU(norm2(u2))
/// p = mean over pixels of s2,  q = F1·p + f1,  v = F2·SiLU(q) + f2,  g = σ(v)
/// u3 = (s2·g)·W3ᵀ         y = norm3(u3)·keep + x    (x where the block is residual; keep: stochastic depth's row mask)
/// </code>
/// Only u1, u2 and u3 are kept; everything else is computed again on the way back, a few images at a time, in the cache. A batch
/// norm needs the whole batch's statistics, so the parts meet once after each. What each part does depends on the sizes and the
/// number of parts alone.
/// </summary>
/// <param name="shape">The sizes.</param>
/// <param name="weights">Parameters and buffers; running statistics move.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="keep">N factors, or null.</param>
/// <param name="saved">What the backward pass needs; is filled in.</param>
/// <param name="y">N·H'·W'·C' output.</param>
internal sealed unsafe class MBConvForward(
    MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* y) : IKernel
{
    private readonly int e = shape.Expanded;

    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var packed = MBConvPacked.Of<TVector, TSimd>(shape, weights, workspace, parts);
        var sums = workspace.Floats(parts, 2 * Math.Max(e, shape.Output));
        var images = workspace.Floats(parts, shape.PaddedImage);
        var groups = workspace.Floats(parts, shape.Group * shape.OutputPixels * e);
        if (shape.Expands)
        {
            var moments1 = Moments.Of(parts, e);
            ForGroups(parts, (part, first, count) => Expand<TVector, TSimd>(first, count, packed, moments1[part], (float*)sums[part]));
            weights.Norm1.Train(moments1, (long)shape.Images * shape.Pixels, saved.Norm1);
        }
        var moments2 = Moments.Of(parts, e);
        ForGroups(parts, (part, first, count) =>
            Convolve<TVector, TSimd>(first, count, packed, (float*)images[part], moments2[part], (float*)sums[part]));
        weights.Norm2.Train(moments2, (long)shape.Images * shape.OutputPixels, saved.Norm2);
        var moments3 = Moments.Of(parts, shape.Output);
        ForGroups(parts, (part, first, count) =>
            Project<TVector, TSimd>(first, count, packed, (float*)groups[part], moments3[part], (float*)sums[part]));
        weights.Norm3.Train(moments3, (long)shape.Images * shape.OutputPixels, saved.Norm3);
        Team.Run(parts, part =>
        {
            var (from, to) = Team.Share(shape.Images, part, parts);
            for (var image = from; image < to; image++) Add<TVector, TSimd>(image);
        });
    }

    private void ForGroups(int parts, Action<int, int, int> work) => Team.RunGroups(shape.Images, shape.Group, parts, work);

    private void Expand<TVector, TSimd>(int first, int count, MBConvPacked packed, Moments moments, float* sums)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var u1 = saved.U1 + (nint)first * shape.Pixels * e;
        MatrixProduct<TVector, TSimd>.Multiply(x + (nint)first * shape.Pixels * shape.Input, count * shape.Pixels, packed.W1, u1);
        Channelwise<TVector, TSimd>.AddMoments(u1, count * shape.Pixels, e, moments, sums);
    }

    private void Convolve<TVector, TSimd>(int first, int count, MBConvPacked packed, float* padded, Moments moments, float* sums)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var u2 = saved.U2 + (nint)first * shape.OutputPixels * e;
        for (var image = 0; image < count; image++)
        {
            PaddedRows<TVector, TSimd>.Activated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, first + image, padded, null);
            Depthwise<TVector, TSimd>.Forward(padded, shape.Depthwise, (float*)packed.Taps, u2 + (nint)image * shape.OutputPixels * e);
        }
        Channelwise<TVector, TSimd>.AddMoments(u2, count * shape.OutputPixels, e, moments, sums);
    }

    private void Project<TVector, TSimd>(int first, int count, MBConvPacked packed, float* s2, Moments moments, float* sums)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var rows = count * shape.OutputPixels;
        var u2 = saved.U2 + (nint)first * shape.OutputPixels * e;
        Channelwise<TVector, TSimd>.Pass(new NormThenSilu(u2, saved.Norm2.Scale, saved.Norm2.Shift, s2), rows, e);
        for (var image = 0; image < count; image++)
        {
            var of = saved.Of(first + image);
            var at = s2 + (nint)image * shape.OutputPixels * e;
            Excitation<TVector, TSimd>.Gate(shape, weights, (float*)packed.F2, at, of);
            Channelwise<TVector, TSimd>.Pass(new ScaleChannels(at, of.Gate, at), shape.OutputPixels, e);
        }
        var u3 = saved.U3 + (nint)first * shape.OutputPixels * shape.Output;
        MatrixProduct<TVector, TSimd>.Multiply(s2, rows, packed.W3, u3);
        Channelwise<TVector, TSimd>.AddMoments(u3, rows, shape.Output, moments, sums);
    }

    private void Add<TVector, TSimd>(int image)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var at = (nint)image * shape.OutputPixels * shape.Output;
        var (norm, kept) = (saved.Norm3, keep == null ? 1 : keep[image]);
        Channelwise<TVector, TSimd>.Pass(
            new NormThenAdd(saved.U3 + at, norm.Scale, norm.Shift, kept, shape.Residual ? x + at : null, y + at),
            shape.OutputPixels, shape.Output);
    }
}

namespace Reproduction.Kernels;

/// <summary>
/// An inverted bottleneck in one piece over N·H·W·C, with E channels inside:
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
internal static unsafe partial class MBConvKernel<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Training's forward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">Parameters and buffers; running statistics move.</param>
    /// <param name="x">N·H·W·C input.</param>
    /// <param name="keep">N factors, or null.</param>
    /// <param name="saved">What the backward pass needs; is filled in.</param>
    /// <param name="y">N·H'·W'·C' output.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Forward(MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = Pack(shape, weights, workspace, parts);
        var (n, e) = (shape.Images, shape.Expanded);
        var sums = Buffers(workspace, parts, 2 * Math.Max(e, shape.Output));
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var groups = Buffers(workspace, parts, shape.Group * shape.OutputPixels * e);
        var size = shape.Depthwise;

        if (shape.Expands)
        {
            var moments = NewMoments(parts, e);
            Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
            {
                var u1 = saved.U1 + (nint)first * shape.Pixels * e;
                MatrixProduct<TVector, TSimd>.Multiply(x + (nint)first * shape.Pixels * shape.Input, count * shape.Pixels, packed.W1,
                    shape.Input, e, u1);
                Channelwise<TVector, TSimd>.AddMoments(u1, count * shape.Pixels, e, moments[part], (float*)sums[part]);
            }));
            weights.Norm1.Train(moments, (long)n * shape.Pixels, saved.Norm1);
        }

        var moments2 = NewMoments(parts, e);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            for (var image = first; image < first + count; image++)
            {
                PadActivated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, image, (float*)images[part], null);
                Depthwise<TVector, TSimd>.Forward((float*)images[part], size, packed.Taps, saved.U2 + (nint)image * shape.OutputPixels * e);
            }
            Channelwise<TVector, TSimd>.AddMoments(
                saved.U2 + (nint)first * shape.OutputPixels * e, count * shape.OutputPixels, e, moments2[part], (float*)sums[part]);
        }));
        weights.Norm2.Train(moments2, (long)n * shape.OutputPixels, saved.Norm2);

        var moments3 = NewMoments(parts, shape.Output);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var s2 = (float*)groups[part];
            Channelwise<TVector, TSimd>.NormaliseAndActivate(
                saved.U2 + (nint)first * shape.OutputPixels * e, count * shape.OutputPixels, e, saved.Norm2.Scale, saved.Norm2.Shift, s2);
            for (var image = 0; image < count; image++)
            {
                var of = s2 + (nint)image * shape.OutputPixels * e;
                Gate(shape, weights, packed.F2, of, saved.Pooled(first + image), saved.Squeezed(first + image), saved.Gate(first + image));
                Channelwise<TVector, TSimd>.Scale(of, shape.OutputPixels, e, saved.Gate(first + image), of);
            }
            var u3 = saved.U3 + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, packed.W3, e, shape.Output, u3);
            Channelwise<TVector, TSimd>.AddMoments(u3, count * shape.OutputPixels, shape.Output, moments3[part], (float*)sums[part]);
        }));
        weights.Norm3.Train(moments3, (long)n * shape.OutputPixels, saved.Norm3);

        Team.Run(parts, part =>
        {
            var (from, to) = Team.Share(n, part, parts);
            var floats = (nint)shape.OutputPixels * shape.Output;
            for (var image = from; image < to; image++)
                Channelwise<TVector, TSimd>.Normalise(
                    saved.U3 + image * floats, shape.OutputPixels, shape.Output, saved.Norm3.Scale, saved.Norm3.Shift,
                    keep == null ? 1 : keep[image], shape.Residual ? x + image * floats : null, y + image * floats);
        });
    }

    /// <summary>Evaluation: with running statistics no part waits for another, and nothing is kept.</summary>
    internal static void Evaluate(MBConvShape shape, MBConvWeights weights, float* x, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = Pack(shape, weights, workspace, parts);
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var norm1 = new NormLine(workspace.Floats(4 * e), e);
        var norm2 = new NormLine(workspace.Floats(4 * e), e);
        var norm3 = new NormLine(workspace.Floats(4 * shape.Output), shape.Output);
        if (shape.Expands) weights.Norm1.Evaluate(norm1);
        weights.Norm2.Evaluate(norm2);
        weights.Norm3.Evaluate(norm3);
        var expanded = Buffers(workspace, parts, shape.Expands ? shape.Group * shape.Pixels * e : 0);
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var groups = Buffers(workspace, parts, shape.Group * shape.OutputPixels * e);
        var gates = Buffers(workspace, parts, 2 * e + shape.Squeezed);

        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var input = x + (nint)first * shape.Pixels * shape.Input;
            var u1 = shape.Expands ? (float*)expanded[part] : input;
            var s2 = (float*)groups[part];
            if (shape.Expands) MatrixProduct<TVector, TSimd>.Multiply(input, count * shape.Pixels, packed.W1, shape.Input, e, u1);
            var pooled = (float*)gates[part];
            for (var image = 0; image < count; image++)
            {
                var of = s2 + (nint)image * shape.OutputPixels * e;
                PadActivated(shape, u1, norm1, image, (float*)images[part], null);
                Depthwise<TVector, TSimd>.Forward((float*)images[part], size, packed.Taps, of);
                Channelwise<TVector, TSimd>.NormaliseAndActivate(of, shape.OutputPixels, e, norm2.Scale, norm2.Shift, of);
                Gate(shape, weights, packed.F2, of, pooled, pooled + 2 * e, pooled + e);
                Channelwise<TVector, TSimd>.Scale(of, shape.OutputPixels, e, pooled + e, of);
            }
            var result = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, packed.W3, e, shape.Output, result);
            Channelwise<TVector, TSimd>.Normalise(
                result, count * shape.OutputPixels, shape.Output, norm3.Scale, norm3.Shift, 1, shape.Residual ? input : null, result);
        }));
    }

    // Squeeze and excitation of one image.
    private static void Gate(MBConvShape shape, MBConvWeights weights, float* f2, float* s2, float* pooled, float* squeezed, float* gate)
    {
        var e = shape.Expanded;
        new Span<float>(pooled, e).Clear();
        Channelwise<TVector, TSimd>.AddColumnSums(s2, null, shape.OutputPixels, e, pooled);
        for (var i = 0; i < e; i++) pooled[i] /= shape.OutputPixels;
        new Span<float>(weights.F2Bias, e).CopyTo(new(gate, e));
        for (var j = 0; j < shape.Squeezed; j++)
        {
            squeezed[j] = weights.F1Bias[j] + Channelwise<TVector, TSimd>.Dot(weights.F1 + (nint)j * e, pooled, e);
            Channelwise<TVector, TSimd>.AddScaled(squeezed[j] * Sigma(squeezed[j]), f2 + (nint)j * e, e, gate);
        }
        Channelwise<TVector, TSimd>.Sigmoid(gate, e);
    }

    private static float Sigma(float x) => 1 / (1 + MathF.Exp(-x));

    // s1 of one image in padded rows; where slopes are asked for, SiLU' beside it.
    private static void PadActivated(MBConvShape shape, float* u1, NormLine norm, int image, float* padded, float* slopes)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = shape.Width * e;
        var from = u1 + (nint)image * shape.Pixels * e;
        for (var i = 0; i < shape.Height; i++, from += row, padded += row + 2 * edge)
        {
            new Span<float>(padded, edge).Clear();
            if (!shape.Expands) new Span<float>(from, row).CopyTo(new(padded + edge, row));
            else if (slopes == null)
                Channelwise<TVector, TSimd>.NormaliseAndActivate(from, shape.Width, e, norm.Scale, norm.Shift, padded + edge);
            else Channelwise<TVector, TSimd>.ActivateWithSlope(from, shape.Width, e, norm.Scale, norm.Shift, padded + edge,
                slopes + (nint)i * row);
            new Span<float>(padded + edge + row, edge).Clear();
        }
    }

    private static void ForGroups(MBConvShape shape, int part, int parts, Action<int, int> work)
    {
        var (from, to) = Team.Share(shape.Images, part, parts);
        for (var first = from; first < to; first += shape.Group) work(first, Math.Min(shape.Group, to - first));
    }

    private static nint[] Buffers(Workspace workspace, int parts, int floats)
    {
        var buffers = new nint[parts];
        for (var part = 0; part < parts; part++) buffers[part] = (nint)workspace.Floats(floats);
        return buffers;
    }

    private static Moments[] NewMoments(int parts, int channels)
    {
        var moments = new Moments[parts];
        for (var part = 0; part < parts; part++) moments[part] = new(channels);
        return moments;
    }
}

namespace Reproduction.Kernels;

/// <content>The backward pass.</content>
internal static unsafe partial class MBConvKernel<TVector, TSimd>
{
    /// <summary>Training's backward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="x">The input.</param>
    /// <param name="keep">N factors, or null.</param>
    /// <param name="saved">What the forward pass kept.</param>
    /// <param name="dy">Gradient at the output, N·H'·W'·C'.</param>
    /// <param name="to">The gradients; are filled in.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Backward(
        MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* dy, MBConvGradients to, int parts)
    {
        using var workspace = Workspace.Rent();
        var (n, e, c, k) = (shape.Images, shape.Expanded, shape.Output, shape.Kernel);
        var (pixels, outputPixels, size) = (shape.Pixels, shape.OutputPixels, shape.Depthwise);
        var packed = Pack(shape, weights, workspace, parts, back: true);
        var sums = Buffers(workspace, parts, 2 * Math.Max(e, c));
        var partial = new Partial[parts];
        for (var part = 0; part < parts; part++) partial[part] = new(workspace, shape);
        var widest = Math.Max(e, c);
        var (slope, offset) = ((nint)workspace.Floats(widest), (nint)workspace.Floats(widest));
        var totals = (nint)workspace.Doubles(parts * 2 * widest);
        double* Totals(int part, int channels) => (double*)totals + (nint)part * 2 * channels;
        float Keep(int image) => keep == null ? 1 : keep[image];

        // Through norm3: its sums.
        Team.Run(parts, part =>
        {
            partial[part].Clear();
            var (from, until) = Team.Share(n, part, parts);
            var floats = (nint)outputPixels * c;
            for (var image = from; image < until; image++)
                Channelwise<TVector, TSimd>.AddGradientSums(
                    dy + image * floats, Keep(image), saved.U3 + image * floats, outputPixels, c, saved.Norm3.Mean, Totals(part, c),
                    (float*)sums[part]);
        });
        weights.Norm3.Gradient((double*)totals, parts, (long)n * outputPixels, saved.Norm3, to.Gamma3, to.Beta3, (float*)slope,
            (float*)offset);
        new Span<double>((void*)totals, parts * 2 * widest).Clear();

        // Through the projection, the gate and the second activation: the gradient at norm2's output.
        var da2 = (nint)workspace.Floats(n * outputPixels * e);
        var du3s = Buffers(workspace, parts, shape.Group * outputPixels * c);
        var dzs = Buffers(workspace, parts, shape.Group * outputPixels * e);
        var zs = Buffers(workspace, parts, shape.Group * outputPixels * e);
        var gates = Buffers(workspace, parts, 2 * e + 2 * shape.Squeezed);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            float* du3 = (float*)du3s[part], dz = (float*)dzs[part], z = (float*)zs[part];
            var slopes = (float*)da2 + (nint)first * outputPixels * e;
            var u2 = saved.U2 + (nint)first * outputPixels * e;
            for (var image = 0; image < count; image++)
            {
                var at = (nint)(first + image) * outputPixels * c;
                Channelwise<TVector, TSimd>.NormGradient(
                    dy + at, Keep(first + image), saved.U3 + at, outputPixels, c, saved.Norm3.Scale, (float*)slope, (float*)offset,
                    du3 + (nint)image * outputPixels * c);
            }
            MatrixProduct<TVector, TSimd>.Multiply(du3, count * outputPixels, packed.W3, c, e, dz);
            Channelwise<TVector, TSimd>.ActivateWithSlope(u2, count * outputPixels, e, saved.Norm2.Scale, saved.Norm2.Shift, z, slopes);
            for (var image = 0; image < count; image++)
            {
                var at = (nint)image * outputPixels * e;
                var dg = (float*)gates[part];
                GateGradient(shape, weights, packed.F2, dz + at, z + at, first + image, saved, partial[part], dg);
                Channelwise<TVector, TSimd>.Scale(z + at, outputPixels, e, saved.Gate(first + image), z + at);
                Channelwise<TVector, TSimd>.GateGradient(dz + at, outputPixels, e, saved.Gate(first + image), dg, slopes + at);
            }
            MatrixProduct<TVector, TSimd>.AddOuter(du3, c, z, e, count * outputPixels, partial[part].W3);
            Channelwise<TVector, TSimd>.AddGradientSums(slopes, 1, u2, count * outputPixels, e, saved.Norm2.Mean, Totals(part, e),
                (float*)sums[part]);
        }));
        weights.Norm2.Gradient((double*)totals, parts, (long)n * outputPixels, saved.Norm2, to.Gamma2, to.Beta2, (float*)slope,
            (float*)offset);
        new Span<double>((void*)totals, parts * 2 * widest).Clear();

        // Through the depthwise convolution and the first activation: the gradient at norm1's output, or at the input.
        var da1 = shape.Expands ? (nint)workspace.Floats(n * pixels * e) : (nint)to.Input;
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var du2s = Buffers(workspace, parts, shape.PaddedOutputImage);
        var ds1s = Buffers(workspace, parts, pixels * e);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            float* s1 = (float*)images[part], du2 = (float*)du2s[part], ds1 = (float*)ds1s[part];
            for (var image = first; image < first + count; image++)
            {
                PadGradient(shape, (float*)da2, saved, image, (float*)slope, (float*)offset, du2);
                var slopes = (float*)da1 + (nint)image * pixels * e;
                PadActivated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, image, s1, slopes);
                Depthwise<TVector, TSimd>.AddWeightGradient(du2, s1, size, partial[part].Taps);
                if (shape.Expands)
                {
                    Depthwise<TVector, TSimd>.InputGradient(du2, size, packed.Taps, ds1);
                    Channelwise<TVector, TSimd>.MultiplyAdd(slopes, ds1, null, (nint)pixels * e);
                }
                else
                {
                    Depthwise<TVector, TSimd>.InputGradient(du2, size, packed.Taps, slopes);
                    if (shape.Residual)
                        Channelwise<TVector, TSimd>.MultiplyAdd(slopes, null, dy + (nint)image * pixels * e, (nint)pixels * e);
                }
            }
            if (shape.Expands)
                Channelwise<TVector, TSimd>.AddGradientSums(
                    (float*)da1 + (nint)first * pixels * e, 1, saved.U1 + (nint)first * pixels * e, count * pixels, e, saved.Norm1.Mean,
                    Totals(part, e), (float*)sums[part]);
        }));

        // Through norm1 and the expansion: the gradient at the input.
        if (shape.Expands)
        {
            weights.Norm1.Gradient((double*)totals, parts, (long)n * pixels, saved.Norm1, to.Gamma1, to.Beta1, (float*)slope,
                (float*)offset);
            var du1s = Buffers(workspace, parts, shape.Group * pixels * e);
            Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
            {
                var du1 = (float*)du1s[part];
                var at = (nint)first * pixels;
                Channelwise<TVector, TSimd>.NormGradient(
                    (float*)da1 + at * e, 1, saved.U1 + at * e, count * pixels, e, saved.Norm1.Scale, (float*)slope, (float*)offset, du1);
                MatrixProduct<TVector, TSimd>.Multiply(du1, count * pixels, packed.W1, e, shape.Input, to.Input + at * shape.Input);
                if (shape.Residual)
                    Channelwise<TVector, TSimd>.MultiplyAdd(to.Input + at * shape.Input, null, dy + at * shape.Input,
                        (nint)count * pixels * shape.Input);
                MatrixProduct<TVector, TSimd>.AddOuter(x + at * shape.Input, shape.Input, du1, e, count * pixels, partial[part].W1);
            }));
        }
        Team.Run(parts, part => Join(shape, partial, to, part));
    }

    // Back through squeeze and excitation of one image; leaves what flows back to each pixel, dp / H'W', in the first E floats of room.
    private static void GateGradient(
        MBConvShape shape, MBConvWeights weights, float* f2, float* dz, float* s2, int image, MBConvSaved saved, Partial partial,
        float* room)
    {
        var e = shape.Expanded;
        float* dp = room, dv = room + e;
        float* pooled = saved.Pooled(image), squeezed = saved.Squeezed(image), gate = saved.Gate(image);
        new Span<float>(dp, 2 * e).Clear();
        Channelwise<TVector, TSimd>.AddColumnSums(dz, s2, shape.OutputPixels, e, dv);
        for (var i = 0; i < e; i++) dv[i] *= gate[i] * (1 - gate[i]);
        Channelwise<TVector, TSimd>.AddScaled(1, dv, e, partial.F2Bias);
        for (var j = 0; j < shape.Squeezed; j++)
        {
            var sigma = Sigma(squeezed[j]);
            var dt = Channelwise<TVector, TSimd>.Dot(dv, f2 + (nint)j * e, e);
            var dq = dt * sigma * (1 + squeezed[j] * (1 - sigma));
            Channelwise<TVector, TSimd>.AddScaled(squeezed[j] * sigma, dv, e, partial.F2 + (nint)j * e);
            Channelwise<TVector, TSimd>.AddScaled(dq, pooled, e, partial.F1 + (nint)j * e);
            Channelwise<TVector, TSimd>.AddScaled(dq / shape.OutputPixels, weights.F1 + (nint)j * e, e, dp);
            partial.F1Bias[j] += dq;
        }
    }

    // The gradient at u2 of one image in padded rows.
    private static void PadGradient(MBConvShape shape, float* da2, MBConvSaved saved, int image, float* slope, float* offset, float* padded)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = size.OutputWidth * e;
        var at = (nint)image * shape.OutputPixels * e;
        for (var i = 0; i < size.OutputHeight; i++, at += row, padded += row + 2 * edge)
        {
            new Span<float>(padded, edge).Clear();
            Channelwise<TVector, TSimd>.NormGradient(da2 + at, 1, saved.U2 + at, size.OutputWidth, e, saved.Norm2.Scale, slope, offset,
                padded + edge);
            new Span<float>(padded + edge + row, edge).Clear();
        }
    }
}

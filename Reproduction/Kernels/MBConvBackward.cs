namespace Reproduction.Kernels;

/// <summary>The way back through <see cref="MBConvForward"/>.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="weights">The parameters.</param>
/// <param name="x">The input.</param>
/// <param name="keep">N factors, or null.</param>
/// <param name="saved">What the forward pass kept.</param>
/// <param name="dy">Gradient at the output, N·H'·W'·C'.</param>
/// <param name="to">The gradients; are filled in.</param>
internal sealed unsafe class MBConvBackward(
    MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* dy, MBConvGradients to) : IKernel
{
    private readonly int e = shape.Expanded;
    private readonly int c = shape.Output;
    private readonly int pixels = shape.Pixels;
    private readonly int outputPixels = shape.OutputPixels;

    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var packed = MBConvPacked.Of<TVector, TSimd>(shape, weights, workspace, parts, back: true);
        var widest = Math.Max(e, c);
        var slant = new NormSlant(workspace.Floats(NormSlant.Size(widest)), widest);
        var (totals, sums) = (new NormTotals(workspace.Doubles(parts * 2 * widest), parts), workspace.Floats(parts, 2 * widest));
        var partial = new MBConvPartial[parts];
        for (var part = 0; part < parts; part++) partial[part] = new(workspace, shape);

        Team.Run(parts, part =>
        {
            partial[part].Clear();
            var (from, until) = Team.Share(shape.Images, part, parts);
            for (var image = from; image < until; image++) AddUp<TVector, TSimd>(image, totals.Of(part, c), (float*)sums[part]);
        });
        weights.Norm3.Gradient(totals, (long)shape.Images * outputPixels, saved.Norm3, to.Gamma3, to.Beta3, slant);
        totals.Clear(widest);

        var da2 = (nint)workspace.Floats(shape.Images * outputPixels * e);
        var du3s = workspace.Floats(parts, shape.Group * outputPixels * c);
        var dzs = workspace.Floats(parts, shape.Group * outputPixels * e);
        var zs = workspace.Floats(parts, shape.Group * outputPixels * e);
        var gates = workspace.Floats(parts, 2 * e);
        ForGroups(parts, (part, first, count) =>
        {
            var (du3, dz, z, gate) = (du3s[part], dzs[part], zs[part], gates[part]);
            ThroughProjection<TVector, TSimd>(
                first, count, packed, slant, partial[part], (float*)du3, (float*)dz, (float*)z, (float*)gate, (float*)da2);
            AddSums<TVector, TSimd>(
                (float*)da2, saved.U2, first, count, outputPixels, saved.Norm2, totals.Of(part, e), (float*)sums[part]);
        });
        weights.Norm2.Gradient(totals, (long)shape.Images * outputPixels, saved.Norm2, to.Gamma2, to.Beta2, slant);
        totals.Clear(widest);

        var da1 = shape.Expands ? (nint)workspace.Floats(shape.Images * pixels * e) : (nint)to.Input;
        var images = workspace.Floats(parts, shape.PaddedImage);
        var du2s = workspace.Floats(parts, shape.PaddedOutputImage);
        var ds1s = workspace.Floats(parts, pixels * e);
        ForGroups(parts, (part, first, count) =>
        {
            var (s1, du2, ds1) = (images[part], du2s[part], ds1s[part]);
            for (var image = first; image < first + count; image++)
                ThroughDepthwise<TVector, TSimd>(
                    image, packed, slant, partial[part], (float*)da2, (float*)s1, (float*)du2, (float*)ds1,
                    (float*)da1 + (nint)image * pixels * e);
            if (shape.Expands)
                AddSums<TVector, TSimd>((float*)da1, saved.U1, first, count, pixels, saved.Norm1, totals.Of(part, e), (float*)sums[part]);
        });

        if (shape.Expands)
        {
            weights.Norm1.Gradient(totals, (long)shape.Images * pixels, saved.Norm1, to.Gamma1, to.Beta1, slant);
            var du1s = workspace.Floats(parts, shape.Group * pixels * e);
            ForGroups(parts, (part, first, count) =>
                ThroughExpansion<TVector, TSimd>(first, count, packed, slant, partial[part], (float*)da1, (float*)du1s[part]));
        }
        Team.Run(parts, part => MBConvPartial.Join<TVector, TSimd>(partial, to, part));
    }

    private void ForGroups(int parts, Action<int, int, int> work) => Team.RunGroups(shape.Images, shape.Group, parts, work);

    private float Keep(int image) => keep == null ? 1 : keep[image];

    // Norm3's sums of one image.
    private void AddUp<TVector, TSimd>(int image, double* totals, float* sums)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var at = (nint)image * outputPixels * c;
        Channelwise<TVector, TSimd>.AddGradientSums(
            dy + at, Keep(image), saved.U3 + at, outputPixels, c, saved.Norm3.Mean, totals, sums);
    }

    // The sums of norm1 or norm2, whose output's gradient is da and whose input u, of a group of images.
    private void AddSums<TVector, TSimd>(
        float* da, float* u, int first, int count, int pixels, NormLine norm, double* totals, float* sums)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var at = (nint)first * pixels * e;
        Channelwise<TVector, TSimd>.AddGradientSums(da + at, 1, u + at, count * pixels, e, norm.Mean, totals, sums);
    }

    // Through norm3, the projection, the gate and the second activation: the gradient at norm2's output.
    private void ThroughProjection<TVector, TSimd>(
        int first, int count, MBConvPacked packed, NormSlant norm3, MBConvPartial partial, float* du3, float* dz, float* z, float* gate,
        float* da2)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var slopes = da2 + (nint)first * outputPixels * e;
        var u2 = saved.U2 + (nint)first * outputPixels * e;
        for (var image = 0; image < count; image++)
        {
            var at = (nint)(first + image) * outputPixels * c;
            Channelwise<TVector, TSimd>.Pass(
                norm3.Gradient(dy + at, Keep(first + image), saved.U3 + at, du3 + (nint)image * outputPixels * c), outputPixels, c);
        }
        MatrixProduct<TVector, TSimd>.Multiply(du3, count * outputPixels, packed.W3, dz);
        Channelwise<TVector, TSimd>.Pass(
            new NormThenSiluWithSlope(u2, saved.Norm2.Scale, saved.Norm2.Shift, z, slopes), count * outputPixels, e);
        for (var image = 0; image < count; image++)
        {
            var at = (nint)image * outputPixels * e;
            var of = saved.Of(first + image);
            Excitation<TVector, TSimd>.Gradient(shape, weights, (float*)packed.F2, dz + at, z + at, of, partial, gate, gate + e);
            Channelwise<TVector, TSimd>.Pass(new ScaleChannels(z + at, of.Gate, z + at), outputPixels, e);
            Channelwise<TVector, TSimd>.Pass(new GateGradient(dz + at, of.Gate, gate, slopes + at), outputPixels, e);
        }
        OuterProduct<TVector, TSimd>.Add(du3, c, z, e, count * outputPixels, partial.W3);
    }

    // Through norm2, the depthwise convolution and the first activation of one image: the gradient at norm1's output, or at the input.
    private void ThroughDepthwise<TVector, TSimd>(
        int image, MBConvPacked packed, NormSlant norm2, MBConvPartial partial, float* da2, float* s1, float* du2, float* ds1, float* da1)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        PaddedRows<TVector, TSimd>.Gradient(shape, da2, saved.U2, norm2, image, du2);
        PaddedRows<TVector, TSimd>.Activated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, image, s1, da1);
        DepthwiseWeightGradient<TVector, TSimd>.Add(du2, s1, shape.Depthwise, partial.Taps);
        if (shape.Expands)
        {
            Depthwise<TVector, TSimd>.InputGradient(du2, shape.Depthwise, (float*)packed.Taps, ds1);
            Flat<TVector, TSimd>.MultiplyAdd(da1, ds1, null, (nint)pixels * e);
        }
        else
        {
            Depthwise<TVector, TSimd>.InputGradient(du2, shape.Depthwise, (float*)packed.Taps, da1);
            if (shape.Residual) Flat<TVector, TSimd>.MultiplyAdd(da1, null, dy + (nint)image * pixels * e, (nint)pixels * e);
        }
    }

    // Through norm1 and the expansion: the gradient at the input.
    private void ThroughExpansion<TVector, TSimd>(
        int first, int count, MBConvPacked packed, NormSlant norm1, MBConvPartial partial, float* da1, float* du1)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var (at, rows) = ((nint)first * pixels, count * pixels);
        var dx = to.Input + at * shape.Input;
        Channelwise<TVector, TSimd>.Pass(norm1.Gradient(da1 + at * e, 1, saved.U1 + at * e, du1), rows, e);
        MatrixProduct<TVector, TSimd>.Multiply(du1, rows, packed.W1, dx);
        if (shape.Residual) Flat<TVector, TSimd>.MultiplyAdd(dx, null, dy + at * shape.Input, (nint)rows * shape.Input);
        OuterProduct<TVector, TSimd>.Add(x + at * shape.Input, shape.Input, du1, e, rows, partial.W1);
    }
}

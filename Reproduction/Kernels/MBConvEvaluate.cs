namespace Reproduction.Kernels;

/// <summary><see cref="MBConvForward"/> in evaluation: with running statistics no part waits for another, and nothing is kept.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="weights">Parameters and buffers.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="y">N·H'·W'·C' output.</param>
internal sealed unsafe class MBConvEvaluate(MBConvShape shape, MBConvWeights weights, float* x, float* y) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var packed = MBConvPacked.Of<TVector, TSimd>(shape, weights, workspace, parts);
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var norm1 = new NormLine(workspace.Floats(4 * e), e);
        var norm2 = new NormLine(workspace.Floats(4 * e), e);
        var norm3 = new NormLine(workspace.Floats(4 * shape.Output), shape.Output);
        if (shape.Expands) weights.Norm1.Evaluate(norm1);
        weights.Norm2.Evaluate(norm2);
        weights.Norm3.Evaluate(norm3);
        var expanded = workspace.Floats(parts, shape.Expands ? shape.Group * shape.Pixels * e : 0);
        var images = workspace.Floats(parts, shape.PaddedImage);
        var groups = workspace.Floats(parts, shape.Group * shape.OutputPixels * e);
        var gates = workspace.Floats(parts, ImageSums.Size(shape));

        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var input = x + (nint)first * shape.Pixels * shape.Input;
            var u1 = shape.Expands ? (float*)expanded[part] : input;
            var s2 = (float*)groups[part];
            if (shape.Expands) MatrixProduct<TVector, TSimd>.Multiply(input, count * shape.Pixels, packed.W1, u1);
            var sums = new ImageSums((float*)gates[part], e);
            for (var image = 0; image < count; image++)
            {
                var of = s2 + (nint)image * shape.OutputPixels * e;
                PaddedRows<TVector, TSimd>.Activated(shape, u1, norm1, image, (float*)images[part], null);
                Depthwise<TVector, TSimd>.Forward((float*)images[part], size, (float*)packed.Taps, of);
                Channelwise<TVector, TSimd>.Pass(new NormThenSilu(of, norm2.Scale, norm2.Shift, of), shape.OutputPixels, e);
                Excitation<TVector, TSimd>.Gate(shape, weights, (float*)packed.F2, of, sums);
                Channelwise<TVector, TSimd>.Pass(new ScaleChannels(of, sums.Gate, of), shape.OutputPixels, e);
            }
            var result = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, packed.W3, result);
            Channelwise<TVector, TSimd>.Pass(
                new NormThenAdd(result, norm3.Scale, norm3.Shift, 1, shape.Residual ? input : null, result),
                count * shape.OutputPixels, shape.Output);
        });
    }
}

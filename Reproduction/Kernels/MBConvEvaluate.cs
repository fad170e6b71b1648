using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// <see cref="MBConvForward"/> in evaluation, bit for bit as it would be there with running statistics. No part waits for another, nothing
/// is kept, and a group of images goes through the whole block while it lies in the cache: a norm and its SiLU follow the expansion and
/// the depthwise convolution some rows of an image at a time.
/// </summary>
/// <param name="layer">The block.</param>
/// <param name="shape">The sizes.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="y">N·H'·W'·C' output.</param>
internal sealed unsafe class MBConvEvaluate(MBConvLayer layer, MBConvShape shape, float* x, float* y) : IKernel
{
    private readonly MBConvWeights weights = layer.Weights();
    private readonly int e = shape.Expanded;

    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var frozen = FrozenWeights.Of(layer, workspace, room => MBConvFrozen.Of<TVector, TSimd>(shape, weights, room, parts));
        var group = shape.EvaluationGroup(parts);
        var expanded = workspace.Floats(parts, Lines * shape.Width * e);
        var padded = workspace.Floats(parts, group * shape.PaddedImage);
        var activated = workspace.Floats(parts, group * shape.OutputPixels * e);
        var gates = workspace.Floats(parts, group * GateSums.Size(shape));
        Team.Run(parts, part => PaddedRows<TVector, TSimd>.ClearEdges(shape, group, (float*)padded[part]));
        Team.RunGroups(shape.Images, group, parts, (part, first, count) =>
        {
            var (u1, s1, s2) = (expanded[part], padded[part], activated[part]);
            var input = x + (nint)first * shape.Pixels * shape.Input;
            Expand<TVector, TSimd>(frozen, input, count, (float*)u1, (float*)s1);
            Convolve<TVector, TSimd>(frozen, (float*)s1, count, (float*)s2);
            Excitation<TVector, TSimd>.Gates(shape, weights, frozen.F2, (float*)s2, count, new((float*)gates[part], shape, group));
            Project<TVector, TSimd>(frozen, input, count, (float*)s2, y + (nint)first * shape.OutputPixels * shape.Output);
        });
    }

    // Rows of images that are expanded at a time: some tens of pixels.
    private int Lines => Math.Max(1, 64 / shape.Width);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expand<TVector, TSimd>(MBConvFrozen frozen, float* input, int count, float* u1, float* s1)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var (lines, inner, padded) = (count * shape.Height, shape.Depthwise.Padding * e, shape.Depthwise.PaddedWidth * e);
        for (var first = 0; first < lines; first += Lines)
        {
            var from = input + (nint)first * shape.Width * shape.Input;
            var some = Math.Min(Lines, lines - first);
            if (shape.Expands) MatrixProduct<TVector, TSimd>.Multiply(from, some * shape.Width, frozen.W1, u1);
            for (var line = 0; line < some; line++)
            {
                var to = s1 + (nint)(first + line) * padded + inner;
                var at = line * shape.Width * e;
                if (shape.Expands)
                    Channelwise<TVector, TSimd>.Pass(new NormThenSilu(u1 + at, frozen.Norm1.Scale, frozen.Norm1.Shift, to), shape.Width, e);
                else new Span<float>(from + at, shape.Width * e).CopyTo(new(to, shape.Width * e));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Convolve<TVector, TSimd>(MBConvFrozen frozen, float* s1, int count, float* s2)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var size = shape.Depthwise;
        for (var image = 0; image < count; image++, s1 += shape.PaddedImage)
        {
            for (var row = 0; row < size.OutputHeight; row++, s2 += size.OutputWidth * e)
            {
                Depthwise<TVector, TSimd>.Row(s1, size, (float*)frozen.Taps, row, s2);
                Channelwise<TVector, TSimd>.Pass(new NormThenSilu(s2, frozen.Norm2.Scale, frozen.Norm2.Shift, s2), size.OutputWidth, e);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Project<TVector, TSimd>(MBConvFrozen frozen, float* input, int count, float* s2, float* u3)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, frozen.W3, u3);
        Channelwise<TVector, TSimd>.Pass(
            new NormThenAdd(u3, frozen.Norm3.Scale, frozen.Norm3.Shift, 1, shape.Residual ? input : null, u3), count * shape.OutputPixels,
            shape.Output);
    }
}

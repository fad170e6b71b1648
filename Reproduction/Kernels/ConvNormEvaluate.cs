namespace Reproduction.Kernels;

/// <summary><see cref="ConvNormForward"/> in evaluation, with running statistics; nothing is kept.</summary>
/// <param name="layer">The stem or head.</param>
/// <param name="shape">The sizes.</param>
/// <param name="weight">C'×3×3×3 with the colours innermost, or C'×C.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="y">N·H'·W'·C', is filled in.</param>
internal sealed unsafe class ConvNormEvaluate(ConvNormLayer layer, ConvNormShape shape, float* weight, float* x, float* y) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var frozen = FrozenWeights.Of(layer, workspace, room => new Frozen(
            Patches.Weights<TVector, TSimd>(shape, weight, room, parts), layer.Norm.Memory().Frozen(room)));
        var patches = new Patches(shape, workspace, parts);
        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var to = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(patches.Of(part, x, first, count), rows, frozen.Weight, to);
            Channelwise<TVector, TSimd>.Pass(new NormThenSilu(to, frozen.Norm.Scale, frozen.Norm.Shift, to), rows, shape.Output);
        });
    }

    private sealed record Frozen(PackedMatrix Weight, NormLine Norm);
}

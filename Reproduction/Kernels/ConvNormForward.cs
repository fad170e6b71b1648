namespace Reproduction.Kernels;

/// <summary>
/// The network's stem (3×3, stride 2, from three colours) and head (1×1) in training: u = patches·Wᵀ, y = SiLU(norm(u)), over N·H·W·C.
/// Only u is kept.
/// </summary>
/// <param name="shape">The sizes.</param>
/// <param name="weight">C'×3×3×3 with the colours innermost, or C'×C.</param>
/// <param name="norm">The batch norm; its running statistics move.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="u">N·H'·W'·C', is filled in.</param>
/// <param name="line">Is filled in.</param>
/// <param name="y">N·H'·W'·C', is filled in.</param>
internal sealed unsafe class ConvNormForward(
    ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* u, NormLine line, float* y) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var packed = Patches.Weights<TVector, TSimd>(shape, weight, workspace, parts);
        var patches = new Patches(shape, workspace, parts);
        var (sums, moments) = (workspace.Floats(parts, 2 * shape.Output), Moments.Of(parts, shape.Output));
        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var to = u + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(patches.Of(part, x, first, count), rows, packed, to);
            Channelwise<TVector, TSimd>.AddMoments(to, rows, shape.Output, moments[part], (float*)sums[part]);
        });
        norm.Train(moments, shape.Rows, line);
        Team.Run(parts, part =>
        {
            var (from, to) = Team.Share(shape.Rows, part, parts);
            var at = (nint)from * shape.Output;
            Channelwise<TVector, TSimd>.Pass(new NormThenSilu(u + at, line.Scale, line.Shift, y + at), to - from, shape.Output);
        });
    }
}

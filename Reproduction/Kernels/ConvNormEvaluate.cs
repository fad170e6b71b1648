namespace Reproduction.Kernels;

/// <summary><see cref="ConvNormForward"/> in evaluation, with running statistics.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="weight">C'×3×3×3 with the colours innermost, or C'×C.</param>
/// <param name="norm">The batch norm.</param>
/// <param name="x">N·H·W·C input.</param>
/// <param name="y">N·H'·W'·C', is filled in.</param>
internal sealed unsafe class ConvNormEvaluate(ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* y) : IKernel
{
    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var packed = Patches.Weights<TVector, TSimd>(shape, weight, workspace, parts);
        var patches = new Patches(shape, workspace, parts);
        var line = new NormLine(workspace.Floats(norm.LineSize), shape.Output);
        norm.Evaluate(line);
        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var to = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(patches.Of(part, x, first, count), rows, packed, to);
            Channelwise<TVector, TSimd>.Pass(new NormThenSilu(to, line.Scale, line.Shift, to), rows, shape.Output);
        });
    }
}

namespace Reproduction.Kernels;

/// <summary>An inverted bottleneck's weights as evaluation reads them; they depend on no size of images.</summary>
/// <param name="W1">C×E, where something is expanded.</param>
/// <param name="Norm1">Norm1's line, where something is expanded.</param>
/// <param name="Taps">k·k×E.</param>
/// <param name="Norm2">Norm2's line.</param>
/// <param name="F2">(S + 1)×E: the excitation's bias, and below it F2 transposed.</param>
/// <param name="W3">E×C'.</param>
/// <param name="Norm3">Norm3's line.</param>
internal sealed record MBConvFrozen(
    PackedMatrix W1, NormLine Norm1, nint Taps, NormLine Norm2, PackedMatrix F2, PackedMatrix W3, NormLine Norm3)
{
    /// <summary>Prepares them.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="workspace">Whose memory they take.</param>
    /// <param name="parts">Number of parts.</param>
    internal static unsafe MBConvFrozen Of<TVector, TSimd>(MBConvShape shape, MBConvWeights weights, Workspace workspace, int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var (e, s) = (shape.Expanded, shape.Squeezed);
        var packed = MBConvPacked.Of<TVector, TSimd>(shape, weights, workspace, parts);
        var excitation = workspace.Floats((s + 1) * e);
        new Span<float>(weights.F2Bias, e).CopyTo(new(excitation, e));
        new Span<float>((float*)packed.F2, s * e).CopyTo(new(excitation + e, s * e));
        var f2 = MatrixProduct<TVector, TSimd>.Room(workspace, s + 1, e);
        MatrixProduct<TVector, TSimd>.Pack(excitation, e, 1, f2, 0, 1);
        return new(
            packed.W1, shape.Expands ? weights.Norm1.Frozen(workspace) : default, packed.Taps, weights.Norm2.Frozen(workspace), f2,
            packed.W3, weights.Norm3.Frozen(workspace));
    }
}

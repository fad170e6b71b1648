namespace Reproduction.Kernels;

/// <summary>An inverted bottleneck's weights in the order in which passes read them.</summary>
/// <param name="W1">The expansion's; on the way back those of its transposed product.</param>
/// <param name="W3">The projection's, likewise.</param>
/// <param name="Taps">k·k×E.</param>
/// <param name="F2">S×E.</param>
internal readonly unsafe record struct MBConvPacked(PackedMatrix W1, PackedMatrix W3, nint Taps, nint F2)
{
    /// <summary>Packs them.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="workspace">Whose memory they take.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="back">Whether for the way back.</param>
    internal static MBConvPacked Of<TVector, TSimd>(
        MBConvShape shape, MBConvWeights weights, Workspace workspace, int parts, bool back = false)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var (c, e, o, k2) = (shape.Input, shape.Expanded, shape.Output, shape.Kernel * shape.Kernel);
        // W1 is E×C and W3 C'×E: forward their rows are the product's columns, on the way back its sum's terms.
        var w1 = !shape.Expands ? default : back ? Room(e, c) : Room(c, e);
        var w3 = back ? Room(o, e) : Room(e, o);
        var packed = new MBConvPacked(w1, w3, (nint)workspace.Floats(k2 * e), (nint)workspace.Floats(shape.Squeezed * e));
        Team.Run(parts, part =>
        {
            var began = Profile.Begin();
            if (shape.Expands) Pack(weights.W1, c, w1);
            Pack(weights.W3, e, w3);
            Transposition.Share(weights.Taps, e, k2, (float*)packed.Taps, part, parts);
            Transposition.Share(weights.F2, e, shape.Squeezed, (float*)packed.F2, part, parts);
            Profile.End(Work.Packing, began);

            void Pack(float* from, int columns, PackedMatrix to) =>
                MatrixProduct<TVector, TSimd>.Pack(from, back ? columns : 1, back ? 1 : columns, to, part, parts);
        });
        return packed;

        PackedMatrix Room(int rows, int columns) => MatrixProduct<TVector, TSimd>.Room(workspace, rows, columns);
    }
}

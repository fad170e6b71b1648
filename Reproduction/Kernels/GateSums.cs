namespace Reproduction.Kernels;

/// <summary>Squeeze and excitation's numbers of a group of images.</summary>
/// <param name="memory">Room for <see cref="Size"/> floats an image of the group.</param>
/// <param name="shape">The sizes.</param>
/// <param name="group">The most images of a group.</param>
internal readonly unsafe struct GateSums(float* memory, MBConvShape shape, int group)
{
    /// <summary>Floats of an image.</summary>
    internal static int Size(MBConvShape shape) => 2 * shape.Expanded + shape.Squeezed + 1;

    /// <summary>p, images×E.</summary>
    internal float* Pooled => memory;

    /// <summary>g, images×E.</summary>
    internal float* Gates => Pooled + (nint)group * shape.Expanded;

    /// <summary>1 and SiLU(q), images×(1 + S).</summary>
    internal float* Squeezed => Gates + (nint)group * shape.Expanded;
}

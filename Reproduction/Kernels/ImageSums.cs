namespace Reproduction.Kernels;

/// <summary>Squeeze and excitation's numbers of one image.</summary>
/// <param name="memory">Room for <see cref="Size"/> floats.</param>
/// <param name="expanded">E.</param>
internal readonly unsafe struct ImageSums(float* memory, int expanded)
{
    /// <summary>Floats of an image.</summary>
    internal static int Size(MBConvShape shape) => 2 * shape.Expanded + shape.Squeezed;

    /// <summary>p, E.</summary>
    internal float* Pooled => memory;

    /// <summary>g, E.</summary>
    internal float* Gate => memory + expanded;

    /// <summary>q, S.</summary>
    internal float* Squeezed => memory + 2 * expanded;
}

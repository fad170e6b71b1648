namespace Reproduction.Kernels;

/// <summary>A batch norm's gradient at its input, dy·scale + u·slope + offset.</summary>
/// <param name="memory">Room for <see cref="Size"/> floats.</param>
/// <param name="channels">C, or more.</param>
internal readonly unsafe struct NormSlant(float* memory, int channels)
{
    internal float* Scale => memory;

    internal float* Slope => memory + channels;

    internal float* Offset => memory + 2 * channels;

    /// <summary>Floats of the slant of some channels.</summary>
    internal static int Size(int channels) => 3 * channels;

    /// <summary>The pass that computes it.</summary>
    /// <param name="dy">Gradient at the output.</param>
    /// <param name="keep">Factor of dy.</param>
    /// <param name="u">The input.</param>
    /// <param name="to">Is filled in.</param>
    internal NormGradient Gradient(float* dy, float keep, float* u, float* to) => new(dy, keep, u, Scale, Slope, Offset, to);
}

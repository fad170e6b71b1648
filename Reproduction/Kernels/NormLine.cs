namespace Reproduction.Kernels;

/// <summary>A batch norm as the line u·scale + shift, with what made it, C floats each.</summary>
internal readonly unsafe struct NormLine(float* memory, int channels)
{
    internal float* Mean => memory;

    internal float* InverseDeviation => memory + channels;

    internal float* Scale => memory + 2 * channels;

    internal float* Shift => memory + 3 * channels;
}

namespace Reproduction.Kernels;

/// <summary>What the parts add up of a batch norm's gradient, Σ dy and Σ dy·(u − mean), C numbers each.</summary>
/// <param name="memory">Room for the sums of the most channels, zeros.</param>
/// <param name="parts">Number of parts.</param>
internal readonly unsafe struct NormTotals(double* memory, int parts)
{
    internal int Parts => parts;

    /// <summary>One part's sums.</summary>
    internal double* Of(int part, int channels) => memory + (nint)part * 2 * channels;

    /// <summary>Begins anew.</summary>
    /// <param name="channels">The most channels.</param>
    internal void Clear(int channels) => new Span<double>(memory, parts * 2 * channels).Clear();
}

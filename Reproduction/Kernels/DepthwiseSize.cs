namespace Reproduction.Kernels;

/// <summary>The sizes of a depthwise convolution with "same" padding.</summary>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Channels">C, a multiple of 8.</param>
/// <param name="Kernel">k, 3 or 5.</param>
/// <param name="Stride">s, 1 or 2.</param>
internal readonly record struct DepthwiseSize(int Height, int Width, int Channels, int Kernel, int Stride)
{
    internal int Padding => (Kernel - 1) / 2;

    internal int PaddedWidth => Width + 2 * Padding;

    internal int OutputHeight => (Height - 1) / Stride + 1;

    internal int OutputWidth => (Width - 1) / Stride + 1;
}

namespace Reproduction.Kernels;

/// <summary>The sizes of a convolution with batch norm and SiLU.</summary>
/// <param name="Images">N.</param>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Input">Channels of the input; three for the stem.</param>
/// <param name="Output">Channels of the output.</param>
/// <param name="IsStem">3×3 with stride 2 and padding 1; else 1×1.</param>
internal readonly record struct ConvNormShape(int Images, int Height, int Width, int Input, int Output, bool IsStem)
{
    private const int GroupFloats = 1 << 17;

    internal int OutputHeight => IsStem ? (Height - 1) / 2 + 1 : Height;

    internal int OutputWidth => IsStem ? (Width - 1) / 2 + 1 : Width;

    internal int OutputPixels => OutputHeight * OutputWidth;

    internal int Rows => Images * OutputPixels;

    /// <summary>Inputs of one output.</summary>
    internal int Taps => IsStem ? 9 * Input : Input;

    /// <summary>The same, filled up with zeros to a multiple of 4.</summary>
    internal int Patch => (Taps + 3) / 4 * 4;

    internal int Group => Math.Clamp(GroupFloats / (OutputPixels * Output), 1, Images);
}

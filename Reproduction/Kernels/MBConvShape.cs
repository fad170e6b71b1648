namespace Reproduction.Kernels;

/// <summary>The sizes of one inverted bottleneck.</summary>
/// <param name="Images">N.</param>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Input">Channels of the input.</param>
/// <param name="Expanded">Channels inside; as many as <paramref name="Input"/> where nothing is expanded.</param>
/// <param name="Squeezed">Channels of the squeeze.</param>
/// <param name="Output">Channels of the output.</param>
/// <param name="Kernel">Side of the depthwise kernel.</param>
/// <param name="Stride">Stride of the depthwise convolution.</param>
/// <param name="Residual">Whether the input is added to the output.</param>
internal readonly record struct MBConvShape(
    int Images, int Height, int Width, int Input, int Expanded, int Squeezed, int Output, int Kernel, int Stride, bool Residual)
{
    // Floats of a part's buffer of a group of images: half a mebibyte stays in a second-level cache.
    private const int GroupFloats = 1 << 17;

    internal bool Expands => Expanded != Input;

    internal DepthwiseSize Depthwise => new(Height, Width, Expanded, Kernel, Stride);

    /// <summary>Pixels of an image at the input.</summary>
    internal int Pixels => Height * Width;

    /// <summary>Pixels of an image at the output.</summary>
    internal int OutputPixels => Depthwise.OutputHeight * Depthwise.OutputWidth;

    /// <summary>Images that a part takes at a time, so that what it computes of them stays in its cache.</summary>
    internal int Group => Math.Clamp(GroupFloats / (Pixels * Expanded), 1, Images);

    /// <summary>
    /// Images that a part takes at a time in evaluation, where it decides no bit: evenly many, and where the weights are more than fits a
    /// cache so many that those are not read for a few images.
    /// </summary>
    /// <param name="parts">Number of parts.</param>
    internal int EvaluationGroup(int parts)
    {
        var most = Math.Max(1, Math.Max(GroupFloats, (Input + Output) * Expanded / 4) / (Pixels * Expanded));
        var images = (Images + parts - 1) / parts;
        var groups = (images + most - 1) / most;
        return (images + groups - 1) / groups;
    }

    /// <summary>Floats of an image's input to the depthwise convolution.</summary>
    internal int PaddedImage => Height * Depthwise.PaddedWidth * Expanded;

    /// <summary>Floats of an image's gradient at the depthwise convolution's output.</summary>
    internal int PaddedOutputImage => Depthwise.OutputHeight * (Depthwise.OutputWidth + 2 * Depthwise.Padding) * Expanded;
}

using Reproduction.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data.Preparation;

/// <summary>The images of <c>golden/preprocessing.py</c>, from their written rule.</summary>
internal static class NoiseImage
{
    /// <summary>An image in a buffer.</summary>
    public static PixelBuffer Buffer(int channels, int height, int width)
    {
        var buffer = new PixelBuffer();
        buffer.Load(Pixels(channels, height, width), channels, height, width);
        return buffer;
    }

    /// <summary>The same as a set of one image of class 0.</summary>
    public static ImageSet Set(int channels, int height, int width) =>
        new(Pixels(channels, height, width), [0], channels, height, width);

    private static byte[] Pixels(int channels, int height, int width) =>
        WrittenRule.Octets($"preprocessing/{channels}x{height}x{width}", channels * height * width);
}

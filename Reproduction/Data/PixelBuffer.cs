namespace Reproduction.Data;

/// <summary>
/// An image of bytes, C×H×W, that operations turn into another. It keeps its memory from image to image, so that a
/// thread prepares any number of them with one buffer.
/// </summary>
public sealed class PixelBuffer
{
    private byte[] pixels = [];
    private byte[] spare = [];

    /// <summary>Makes one channel of the new image from the same channel of the old one, both row by row.</summary>
    /// <param name="from">The old image's channel.</param>
    /// <param name="to">The new image's channel, with arbitrary content.</param>
    public delegate void ChannelTransform(ReadOnlySpan<byte> from, Span<byte> to);

    /// <summary>C.</summary>
    public int Channels { get; private set; }

    /// <summary>H in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>W in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>C×H×W bytes.</summary>
    public ReadOnlySpan<byte> Pixels => pixels.AsSpan(0, Channels * Height * Width);

    /// <summary>The H×W bytes of a channel.</summary>
    /// <param name="channel">Which, from 0.</param>
    public ReadOnlySpan<byte> Channel(int channel) => Pixels.Slice(channel * Height * Width, Height * Width);

    /// <summary>Takes a copy of an image.</summary>
    /// <param name="image">C×H×W bytes.</param>
    /// <param name="channels">C.</param>
    /// <param name="height">H in pixels.</param>
    /// <param name="width">W in pixels.</param>
    /// <exception cref="ArgumentException">The number of bytes is not C×H×W.</exception>
    public void Load(ReadOnlySpan<byte> image, int channels, int height, int width)
    {
        if (image.Length != channels * height * width)
            throw new ArgumentException($"{image.Length} bytes are not {channels}×{height}×{width}.", nameof(image));
        if (pixels.Length < image.Length)
            pixels = new byte[image.Length];
        image.CopyTo(pixels);
        (Channels, Height, Width) = (channels, height, width);
    }

    /// <summary>Makes a new image of the same number of channels.</summary>
    /// <param name="height">The new height in pixels.</param>
    /// <param name="width">The new width in pixels.</param>
    /// <param name="transform">Makes one channel.</param>
    public void Transform(int height, int width, ChannelTransform transform)
    {
        var size = height * width;
        if (spare.Length < Channels * size)
            spare = new byte[Channels * size];
        for (var channel = 0; channel < Channels; channel++)
            transform(Channel(channel), spare.AsSpan(channel * size, size));
        (pixels, spare) = (spare, pixels);
        (Height, Width) = (height, width);
    }
}

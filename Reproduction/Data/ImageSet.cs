namespace Reproduction.Data;

/// <summary>
/// Labelled images of one size, as bytes in memory (N×C×H×W, the order of CIFAR's binary files).
/// They become normalised float batches only when a batch is asked for.
/// </summary>
public sealed class ImageSet
{
    /// <summary>Takes over the arrays; nobody else may write to them afterwards.</summary>
    /// <param name="pixels">N×C×H×W bytes, 0 to 255.</param>
    /// <param name="labels">N class indices.</param>
    /// <param name="channels">C: 3 for RGB, 1 for grey.</param>
    /// <param name="height">H in pixels.</param>
    /// <param name="width">W in pixels.</param>
    /// <exception cref="ArgumentException">The number of pixels is not N×C×H×W.</exception>
    public ImageSet(byte[] pixels, int[] labels, int channels, int height, int width)
    {
        if (pixels.LongLength != (long)labels.Length * channels * height * width)
            throw new ArgumentException($"{pixels.LongLength} bytes are not {labels.Length}×{channels}×{height}×{width}.", nameof(pixels));
        (Pixels, Labels, Channels, Height, Width) = (pixels, labels, channels, height, width);
    }

    /// <summary>N×C×H×W bytes.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>N class indices, in the order of the images.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>N.</summary>
    public int Count => Labels.Count;

    /// <summary>C.</summary>
    public int Channels { get; }

    /// <summary>H in pixels.</summary>
    public int Height { get; }

    /// <summary>W in pixels.</summary>
    public int Width { get; }

    /// <summary>Bytes of one image: C×H×W.</summary>
    public int ImageBytes => Channels * Height * Width;

    /// <summary>The bytes of one image, C×H×W.</summary>
    /// <param name="index">Which image, from 0.</param>
    public ReadOnlySpan<byte> Image(int index) => Pixels.Span.Slice(index * ImageBytes, ImageBytes);
}

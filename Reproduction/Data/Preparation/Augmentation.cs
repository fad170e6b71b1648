using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// A random change of the original image. Drawing and doing are apart: <see cref="Draw"/> chooses the operation by
/// chance, the operation itself is exact.
/// </summary>
public abstract record Augmentation
{
    /// <summary>After how many epochs an image's views come again, where they ever do.</summary>
    // Not public: a record's text has its public properties, and that of an augmentation names files of stored answers.
    internal virtual int Period => int.MaxValue;

    /// <summary>Draws what to do with one image.</summary>
    /// <param name="height">The image's height in pixels.</param>
    /// <param name="width">The image's width in pixels.</param>
    /// <param name="imageSize">Height and width of the network's input.</param>
    /// <param name="random">The random numbers of this image's view.</param>
    public abstract PixelOperation Draw(int height, int width, int imageSize, CounterRandom random);
}

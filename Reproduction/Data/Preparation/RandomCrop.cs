using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// torchvision's <c>RandomCrop(size, padding)</c> with the image's own size: the image is surrounded by black pixels
/// and a window of its size is cut at a uniformly drawn place.
/// </summary>
/// <param name="Padding">Black pixels on each side.</param>
public sealed record RandomCrop(int Padding) : Augmentation
{
    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random) =>
        new PaddedCrop(Padding, Top: random.NextBelow(2 * Padding + 1), Left: random.NextBelow(2 * Padding + 1));
}

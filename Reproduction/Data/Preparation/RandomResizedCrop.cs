using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// torchvision's <c>RandomResizedCrop</c>: a window of random area and aspect ratio, resized to the network's input by
/// Pillow's bilinear. The area is uniform, the aspect ratio (width / height) log-uniform; after ten windows that do not
/// fit, the largest central window within the limits of the aspect ratio is taken.
/// </summary>
/// <param name="LeastScale">The smallest share of the image's area.</param>
/// <param name="GreatestScale">The largest share of the image's area.</param>
/// <param name="LeastRatio">The smallest aspect ratio.</param>
/// <param name="GreatestRatio">The largest aspect ratio.</param>
public sealed record RandomResizedCrop(
    double LeastScale = 0.08, double GreatestScale = 1, double LeastRatio = 3.0 / 4, double GreatestRatio = 4.0 / 3) : Augmentation
{
    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random) =>
        RandomRectangle.Sides(height * width, (LeastScale, GreatestScale), (LeastRatio, GreatestRatio), random,
            (columns, rows) => columns > 0 && columns <= width && rows > 0 && rows <= height) is var (columns, rows)
            ? new ResizedCrop(random.NextBelow(height - rows + 1), random.NextBelow(width - columns + 1), rows, columns, imageSize)
            : Central(height, width, imageSize);

    /// <summary>The window that is taken when ten drawn ones did not fit.</summary>
    /// <param name="height">The image's height in pixels.</param>
    /// <param name="width">The image's width in pixels.</param>
    /// <param name="imageSize">Height and width of the network's input.</param>
    public ResizedCrop Central(int height, int width, int imageSize)
    {
        var ratio = (double)width / height;
        var rows = ratio < LeastRatio ? Math.Max(1, RandomRectangle.Whole(width / LeastRatio)) : height;
        var columns = ratio > GreatestRatio ? Math.Max(1, RandomRectangle.Whole(height * GreatestRatio)) : width;
        return new ResizedCrop((height - rows) / 2, (width - columns) / 2, rows, columns, imageSize);
    }
}

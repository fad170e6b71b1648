using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// torchvision's <c>RandomErasing</c>: a rectangle of random area and aspect ratio is filled with one value (Zhong et al., "Random
/// Erasing Data Augmentation", AAAI 2020, arXiv 1708.04896). The area is uniform, the aspect ratio (height / width) log-uniform; where
/// ten rectangles in turn do not leave something of each side, nothing is erased. torchvision erases where it stands among the
/// transforms, often in a normalised tensor, in which 0 is the mean; here the bytes of the original image are filled.
/// </summary>
/// <param name="Probability">How often something is erased.</param>
/// <param name="LeastScale">The smallest share of the image's area.</param>
/// <param name="GreatestScale">The largest share of the image's area.</param>
/// <param name="LeastRatio">The smallest aspect ratio.</param>
/// <param name="GreatestRatio">The largest aspect ratio.</param>
/// <param name="Value">The byte that fills every channel: 0 is black.</param>
public sealed record RandomErasing(
    double Probability = 0.5, double LeastScale = 0.02, double GreatestScale = 0.33, double LeastRatio = 0.3, double GreatestRatio = 3.3,
    byte Value = 0) : Augmentation
{
    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random)
    {
        if (random.NextUniform() >= Probability) return PixelOperation.None;
        return RandomRectangle.Sides(height * width, (LeastScale, GreatestScale), (LeastRatio, GreatestRatio), random,
            (rows, columns) => rows < height && columns < width) is var (rows, columns)
            ? new Erased(random.NextBelow(height - rows + 1), random.NextBelow(width - columns + 1), rows, columns, Value)
            : PixelOperation.None;
    }
}

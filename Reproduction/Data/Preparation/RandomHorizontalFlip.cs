namespace Reproduction.Data.Preparation;

/// <summary>torchvision's <c>RandomHorizontalFlip</c>: left and right change places, or they don't.</summary>
/// <param name="Probability">How often they do.</param>
public sealed record RandomHorizontalFlip(double Probability = 0.5) : Augmentation
{
    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random) =>
        random.NextUniform() < Probability ? new HorizontalFlip() : PixelOperation.None;
}

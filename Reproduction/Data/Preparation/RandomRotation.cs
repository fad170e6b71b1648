using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>torchvision's <c>RandomRotation</c>: a uniform angle between −degrees and +degrees.</summary>
/// <param name="Degrees">The largest angle, in degrees.</param>
public sealed record RandomRotation(double Degrees) : Augmentation
{
    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random) =>
        new Rotation(random.NextUniform(-Degrees, Degrees));
}

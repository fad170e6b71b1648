namespace Reproduction.Models.Weights;

/// <summary>
/// How images are normalised before a network sees them: (value − mean) / deviation, channel by channel, of values in [0, 1].
/// </summary>
/// <param name="Mean">The mean of red, green and blue.</param>
/// <param name="Std">The standard deviation of each.</param>
public sealed record InputScale(IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    /// <summary>That of ImageNet's training images, which torchvision's weights expect.</summary>
    public static InputScale ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
}

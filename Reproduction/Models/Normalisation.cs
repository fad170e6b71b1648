namespace Reproduction.Models;

/// <summary>
/// What becomes of a channel's values in [0, 1]: (value − mean) / std, in float32 and in this order, as torchvision's
/// <c>Normalize</c> computes it.
/// </summary>
/// <param name="Mean">Subtracted from each channel.</param>
/// <param name="Std">Divides each channel; not zero.</param>
public sealed record Normalisation(Rgb Mean, Rgb Std)
{
    /// <summary>Mean and standard deviation of ImageNet's training images, which torchvision's weights expect.</summary>
    public static Normalisation ImageNet { get; } = new(new(0.485f, 0.456f, 0.406f), new(0.229f, 0.224f, 0.225f));

    /// <summary>The normalised value of a channel's value in [0, 1].</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    /// <param name="value">The value, in [0, 1].</param>
    public float Apply(int channel, float value) => (value - Mean[channel]) / Std[channel];

    /// <summary>The normalised value of each of the 256 bytes.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    public float[] Table(int channel) => [.. Enumerable.Range(0, 256).Select(value => Apply(channel, value / 255f))];
}

using System.Text.Json.Serialization;
using Reproduction.Models;

namespace Reproduction.Data.Preparation;

/// <summary>
/// What happens to an image between the file and the network, in the order of a torchvision <c>Compose</c>:
/// augmentations on the bytes of the original image, resize to a square, scale to [0, 1], normalise. Evaluation uses the
/// same record and draws no view, which leaves the augmentations out.
/// </summary>
/// <param name="ImageSize">Height and width of the network's input, in pixels.</param>
/// <param name="Resize">Which bilinear resize.</param>
/// <param name="Normalisation">Mean and standard deviation of the channels.</param>
/// <param name="Augmentations">Applied first to last to the original image, before the resize.</param>
[method: JsonConstructor]
public sealed record Preprocessing(
    int ImageSize, ResizeMethod Resize, Normalisation Normalisation, IReadOnlyList<Augmentation> Augmentations)
{
    /// <summary>Preprocessing without augmentation, with ImageNet's mean and standard deviation.</summary>
    /// <param name="imageSize">Height and width of the network's input, in pixels.</param>
    /// <param name="resize">Which bilinear resize.</param>
    public Preprocessing(int imageSize, ResizeMethod resize) : this(imageSize, resize, Normalisation.ImageNet, []) { }

    /// <summary>Whether two epochs may see different views of an image.</summary>
    public bool IsRandom => Augmentations.Count > 0;

    /// <summary>Equal when everything that reaches the network is equal, the augmentations one by one.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(Preprocessing? other) =>
        other is not null && ImageSize == other.ImageSize && Resize == other.Resize
        && Normalisation == other.Normalisation && Augmentations.SequenceEqual(other.Augmentations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ImageSize, Resize, Normalisation, Augmentations.Count);
}

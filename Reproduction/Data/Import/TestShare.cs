using Reproduction.Files;

namespace Reproduction.Data.Import;

/// <summary>
/// The share of each class's images that becomes the test set where the images come without one. Which they are follows from
/// their paths alone, by SHA-256: files are often numbered in the order in which they were taken, and neighbours look alike.
/// </summary>
/// <param name="Share">More than 0 and less than 1.</param>
public sealed record TestShare(double Share)
{
    /// <summary>Divides the images of one class.</summary>
    /// <param name="images">Their paths.</param>
    /// <param name="where">How a message names the class's folder.</param>
    /// <returns>At least one image for each of both splits.</returns>
    /// <exception cref="BadInputException">There are fewer than two.</exception>
    public (IReadOnlyList<string> Train, IReadOnlyList<string> Test) Divide(IReadOnlyCollection<string> images, string where)
    {
        if (images.Count < 2) throw new BadInputException($"{where}: 1 image, expected at least 2, one to train and one to test");
        var drawn = images.OrderBy(image => Checksum.OfText(image).Hex, StringComparer.Ordinal).ToArray();
        var test = Math.Clamp((int)Math.Round(Share * drawn.Length), 1, drawn.Length - 1);
        return (drawn[test..], drawn[..test]);
    }
}

namespace Reproduction.Data.Import;

/// <summary>
/// Images of the same pixels, as they are after decoding and resizing: test images that a network has learned, and images of which
/// one label must be wrong.
/// </summary>
internal static class RepeatedImages
{
    /// <summary>What to say of test images that are training images too, and of images that stand in two classes.</summary>
    /// <param name="layout">The images' files.</param>
    /// <param name="train">The training images, in the layout's order.</param>
    /// <param name="test">The test images, in the layout's order.</param>
    public static IReadOnlyList<string> Of(ImageLayout layout, ImageSet train, ImageSet test)
    {
        var (inTrain, anywhere) = (new Dictionary<UInt128, ImageEntry>(), new Dictionary<UInt128, ImageEntry>());
        var (learned, inTwoClasses) = (new List<(ImageEntry, ImageEntry)>(), new List<(ImageEntry, ImageEntry)>());
        foreach (var (image, pixels) in layout.Train.Zip(ImageSums.Of(train)))
        {
            inTrain.TryAdd(pixels, image);
            Label(image, pixels);
        }
        foreach (var (image, pixels) in layout.Test.Zip(ImageSums.Of(test)))
        {
            if (inTrain.TryGetValue(pixels, out var same)) learned.Add((image, same));
            Label(image, pixels);
        }
        return
        [
            .. Note(learned, "1 test image is also a training image", "test images are also training images"),
            .. Note(inTwoClasses, "1 image is also one of another class", "images are also images of another class"),
        ];

        void Label(ImageEntry image, UInt128 pixels)
        {
            if (!anywhere.TryAdd(pixels, image) && anywhere[pixels].Label != image.Label) inTwoClasses.Add((image, anywhere[pixels]));
        }
    }

    private static IEnumerable<string> Note(List<(ImageEntry Image, ImageEntry Same)> found, string one, string several) => found is []
        ? []
        : [$"{(found.Count == 1 ? one : $"{found.Count} {several}")}, the first {found[0].Image.File} ({found[0].Same.File})"];
}

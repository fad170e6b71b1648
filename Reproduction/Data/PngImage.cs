using SkiaSharp;

namespace Reproduction.Data;

/// <summary>Images as PNG files, to be shown.</summary>
internal static class PngImage
{
    /// <summary>Encodes an image of a set, grey ones in three equal channels.</summary>
    /// <param name="images">The set.</param>
    /// <param name="index">Which image.</param>
    /// <param name="heat">H×W shares from 0 to 1 that are laid over it, from clear to strong red; null: the image as it is.</param>
    public static byte[] Of(ImageSet images, int index, float[]? heat = null)
    {
        var pixels = images.Image(index);
        var area = images.Height * images.Width;
        var rgba = new byte[4 * area];
        for (var at = 0; at < area; at++)
        {
            var share = heat is null ? 0 : 0.75f * heat[at];
            for (var colour = 0; colour < 3; colour++)
            {
                var value = pixels[Math.Min(colour, images.Channels - 1) * area + at];
                rgba[4 * at + colour] = (byte)Math.Round(value * (1 - share) + (colour == 0 ? 255 : 0) * share);
            }
            rgba[4 * at + 3] = byte.MaxValue;
        }
        using var image =
            SKImage.FromPixelCopy(new SKImageInfo(images.Width, images.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}

using SkiaSharp;

namespace Reproduction.Data.Import;

/// <summary>
/// JPEG, PNG, WebP and BMP files to bytes, as Pillow's <c>convert("RGB")</c> gives them: no colour management, transparency dropped.
/// Of a grey PNG of 16 bits each value's upper 8 are taken, where Pillow clips all above 255 to white.
/// </summary>
public static class ImageDecoder
{
    /// <summary>Most pixels that are decoded: Pillow's own limit, before it warns of a bomb.</summary>
    private const int MostPixels = 89_478_485;

    /// <summary>How the names of image files end, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <summary>Whether a file is an image by its name.</summary>
    /// <param name="path">Its path or name.</param>
    public static bool IsImageByName(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How a message names it.</param>
    /// <param name="image">Becomes the image: 3×H×W bytes, red, green and blue plane, row by row.</param>
    /// <returns><c>JPEG</c>, <c>PNG</c>, <c>WebP</c> or <c>BMP</c>.</returns>
    /// <exception cref="BadInputException">Not an image, damaged, of another format or too large.</exception>
    public static string Decode(byte[] bytes, string name, PixelBuffer image)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = Codec(data, name);
        var encoding = codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Jpeg => "JPEG",
            SKEncodedImageFormat.Png => "PNG",
            SKEncodedImageFormat.Webp => "WebP",
            SKEncodedImageFormat.Bmp => "BMP",
            var other => throw new BadInputException($"{name}: a {other} image, expected JPEG, PNG, WebP or BMP"),
        };
        // The size is in the header: known before anything is decoded or allocated.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels)
            throw new BadInputException($"{name}: {width}×{height} pixels, expected at most {MostPixels}");

        // No colour space asked for: Skia then converts no colours.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rgba = new byte[4 * width * height];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* start = rgba) result = codec.GetPixels(info, (nint)start);
        }
        if (result != SKCodecResult.Success) throw new BadInputException($"{name}: a damaged {encoding} image ({result})");
        var planes = new byte[3 * width * height];
        for (var at = 0; at < width * height; at++)
        {
            for (var channel = 0; channel < 3; channel++) planes[channel * width * height + at] = rgba[4 * at + channel];
        }
        if (encoding == "BMP" && FiveBitBmp.GreenBits(bytes) is { } green) FiveBitBmp.Truncate(planes, green);
        image.Load(planes, 3, height, width);
        return encoding;
    }

    /// <summary>Height and width of an image, from its header.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How a message names it.</param>
    /// <exception cref="BadInputException">Not an image.</exception>
    public static (int Height, int Width) SizeOf(byte[] bytes, string name)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = Codec(data, name);
        return (codec.Info.Height, codec.Info.Width);
    }

    private static SKCodec Codec(SKData data, string name) =>
        SKCodec.Create(data) ?? throw new BadInputException($"{name}: not an image, expected a JPEG, PNG, WebP or BMP file");
}

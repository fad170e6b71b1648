using SkiaSharp;

namespace Reproduction.Data;

/// <summary>JPEG and PNG files to bytes, as Pillow decodes them: no colour management, transparency dropped.</summary>
public static class ImageDecoder
{
    /// <summary>Decodes a 32×32 image.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How a message names it.</param>
    /// <param name="pixels">Takes 3×32×32 bytes: red, green and blue plane, row by row.</param>
    /// <returns><c>JPEG</c> or <c>PNG</c>.</returns>
    /// <exception cref="BadInputException">Not an image, damaged, of another format or another size.</exception>
    public static string Decode(byte[] bytes, string name, Span<byte> pixels)
    {
        const int Size = CifarRecords.Size;
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null) throw new BadInputException($"{name}: not an image; expected a JPEG or PNG file");
        var encoding = codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Jpeg => "JPEG",
            SKEncodedImageFormat.Png => "PNG",
            var other => throw new BadInputException($"{name}: a {other} image; expected JPEG or PNG"),
        };
        // The size is in the header: known before anything is decoded or allocated.
        if ((codec.Info.Width, codec.Info.Height) != (Size, Size))
            throw new BadInputException($"{name}: {codec.Info.Width}×{codec.Info.Height} pixels; expected {Size}×{Size}");

        // No colour space asked for: Skia then converts no colours.
        var info = new SKImageInfo(Size, Size, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        Span<byte> rgba = stackalloc byte[Size * Size * 4];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* start = rgba) result = codec.GetPixels(info, (nint)start);
        }
        if (result != SKCodecResult.Success) throw new BadInputException($"{name}: a damaged {encoding} image ({result})");
        for (var at = 0; at < Size * Size; at++)
        {
            for (var channel = 0; channel < CifarRecords.Channels; channel++)
                pixels[channel * Size * Size + at] = rgba[4 * at + channel];
        }
        return encoding;
    }
}

using Reproduction.Data;
using Reproduction.Data.Import;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data.Import;

public sealed class ImageDecoderSpecs
{
    public static TheoryData<string, string> Files() => new(
        GoldenValues.Tensors("image_decoding", "files").Keys
            .Select(name => (name, Path.GetExtension(name) switch { ".jpg" => "JPEG", ".png" => "PNG", ".webp" => "WebP", _ => "BMP" })));

    /// <summary>
    /// Whatever the subsampling, the scan order, the palette or the transparency. Both are libjpeg's accurate integer
    /// transform with smooth chroma upsampling, so JPEG is compared as exactly as PNG.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_decodes_to_the_pixels_that_Pillow_gives(string name, string encoding)
    {
        var file = GoldenValues.Tensors("image_decoding", "files")[name].Bytes;
        var expected = GoldenValues.Tensors("image_decoding", "pixels")[name].Bytes;
        var image = new PixelBuffer();

        ImageDecoder.Decode(file, name, image).Should().Be(encoding);

        (image.Channels, image.Height, image.Width).Should().Be((3, 32, 32));
        Differing(image.Pixels.ToArray(), expected).Should().BeEmpty();
    }

    private static IEnumerable<string> Differing(byte[] pixels, byte[] expected) => pixels.Zip(expected)
        .Select((pair, at) => (pair.First, pair.Second, at)).Where(found => found.First != found.Second)
        .Select(found => $"byte {found.at} is {found.First}, Pillow's {found.Second}");
}

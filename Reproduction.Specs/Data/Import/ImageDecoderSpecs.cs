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

    /// <summary>
    /// Every value of a channel of five bits and of six, in a row of pixels: Pillow 9.4 gives v · 255 / 31 and v · 255 / 63 without their
    /// fractions, by its <c>Unpack.c</c>.
    /// </summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_BMP_of_16_bits_decodes_to_the_pixels_that_Pillow_gives(int greenBits)
    {
        var most = (1 << greenBits) - 1;
        ushort[] pixels = [.. Enumerable.Range(0, most + 1).Select(value => greenBits == 5
            ? (ushort)(value << 10 | value << 5 | value)
            : (ushort)(value >> 1 << 11 | value << 5 | value >> 1))];
        byte[] masks = greenBits == 5 ? [] : [0, 0xf8, 0, 0, 0xe0, 7, 0, 0, 0x1f, 0, 0, 0];
        var begin = 54 + masks.Length;
        byte[] file =
        [
            .. "BM"u8, (byte)(begin + 2 * pixels.Length), 0, 0, 0, 0, 0, 0, 0, (byte)begin, 0, 0, 0,
            40, 0, 0, 0, (byte)pixels.Length, 0, 0, 0, 1, 0, 0, 0, 1, 0, 16, 0, (byte)(greenBits == 5 ? 0 : 3), 0, 0, 0, .. new byte[20],
            .. masks, .. pixels.SelectMany(pixel => BitConverter.GetBytes(pixel)),
        ];
        int[] Scaled(int bits) =>
            [.. Enumerable.Range(0, most + 1).Select(value => (value >> (greenBits - bits)) * 255 / ((1 << bits) - 1))];
        int[] expected = [.. Scaled(5), .. Scaled(greenBits), .. Scaled(5)];
        var image = new PixelBuffer();

        ImageDecoder.Decode(file, "16.bmp", image).Should().Be("BMP");

        image.Pixels.ToArray().Select(value => (int)value).Should().Equal(expected);
    }

    private static IEnumerable<string> Differing(byte[] pixels, byte[] expected) => pixels.Zip(expected)
        .Select((pair, at) => (pair.First, pair.Second, at)).Where(found => found.First != found.Second)
        .Select(found => $"byte {found.at} is {found.First}, Pillow's {found.Second}");
}

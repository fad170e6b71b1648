using Reproduction.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data;

public sealed class ImageDecoderSpecs
{
    public static TheoryData<string, string> Files() => new(
        GoldenValues.Tensors("image_decoding", "files").Keys.Select(name => (name, name.EndsWith("jpg", StringComparison.Ordinal) ? "JPEG" : "PNG")));

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
        var pixels = new byte[3 * 32 * 32];

        ImageDecoder.Decode(file, name, pixels).Should().Be(encoding);

        Differing(pixels, expected).Should().BeEmpty();
    }

    private static IEnumerable<string> Differing(byte[] pixels, byte[] expected) => pixels.Zip(expected)
        .Select((pair, at) => (pair.First, pair.Second, at)).Where(found => found.First != found.Second)
        .Select(found => $"byte {found.at} is {found.First}, Pillow's {found.Second}");
}

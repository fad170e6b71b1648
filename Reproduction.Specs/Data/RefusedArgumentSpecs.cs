using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>Arrays that are not the images that they are said to be are refused, in words that say what does not fit.</summary>
public sealed class RefusedArgumentSpecs
{
    [Theory]
    [InlineData(23)]
    [InlineData(25)]
    public void Pixels_that_are_not_those_of_the_labelled_images_are_refused(int bytes)
    {
        Refused(() => _ = new ImageSet(new byte[bytes], [0, 1], 3, 2, 2), $"{bytes} bytes are not 2×3×2×2.");
        Refused(() => new PixelBuffer().Load(new byte[bytes], 3, 4, 2), $"{bytes} bytes are not 3×4×2.");
    }

    [Theory]
    [InlineData(1, 32, 32)]
    [InlineData(3, 16, 32)]
    [InlineData(3, 32, 16)]
    public void Images_of_another_size_are_no_CIFAR_records(int channels, int height, int width)
    {
        var images = new ImageSet(new byte[channels * height * width], [0], channels, height, width);

        Refused(() => CifarRecords.Write(Stream.Null, images, 0, 1),
            $"{channels}×{height}×{width} images do not fit CIFAR's 3×32×32 records.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_label_that_no_byte_holds_is_not_written(int label) =>
        Refused(() => CifarRecords.Write(Stream.Null, new ImageSet(new byte[3072], [label], 3, 32, 32), 0, 1),
            $"Label {label} does not fit a byte.");

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage($"{message}*");
}

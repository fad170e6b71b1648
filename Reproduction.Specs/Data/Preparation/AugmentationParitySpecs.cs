using System.Globalization;
using Reproduction.Data.Preparation;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data.Preparation;

/// <summary>Operations with given draws, byte for byte against torchvision on PIL images.</summary>
public sealed class AugmentationParitySpecs
{
    public static TheoryData<string> Cases(string file) => [.. GoldenValues.Tensors("preprocessing", file).Keys];

    [Theory]
    [MemberData(nameof(Cases), "padded_crop")]
    public void A_crop_of_the_padded_image_equals_torchvisions(string name)
    {
        var place = Numbers(name);

        Result(3, 32, 32, new PaddedCrop(4, place[0], place[1])).Should().Equal(Stored("padded_crop", name));
    }

    [Theory]
    [MemberData(nameof(Cases), "horizontal_flip")]
    public void A_flip_equals_torchvisions(string name)
    {
        var shape = Numbers(name);

        Result(shape[0], shape[1], shape[2], new HorizontalFlip()).Should().Equal(Stored("horizontal_flip", name));
    }

    [Theory]
    [MemberData(nameof(Cases), "rotation")]
    public void A_rotation_equals_torchvisions(string name)
    {
        var shape = Numbers(name.Split('_')[0]);
        var angle = double.Parse(name.Split('_')[1], CultureInfo.InvariantCulture);

        Result(shape[0], shape[1], shape[2], new Rotation(angle)).Should().Equal(Stored("rotation", name));
    }

    [Theory]
    [MemberData(nameof(Cases), "resized_crop")]
    public void A_resized_crop_equals_torchvisions(string name)
    {
        var numbers = Numbers(name.Replace("_to_", "_", StringComparison.Ordinal));
        var channels = numbers[4] == 224 ? 1 : 3;

        Result(channels, 32, 32, new ResizedCrop(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]))
            .Should().Equal(Stored("resized_crop", name));
    }

    [Theory]
    [MemberData(nameof(Cases), "erased")]
    public void An_erased_rectangle_equals_torchvisions(string name)
    {
        var numbers = Numbers(name);

        Result(3, 32, 32, new Erased(numbers[0], numbers[1], numbers[2], numbers[3], (byte)numbers[4]))
            .Should().Equal(Stored("erased", name));
    }

    [Fact]
    public void The_published_data_method_equals_torchvisions_given_its_draws() =>
        Result(3, 32, 32, new ResizedCrop(5, 8, 22, 18, 64), new HorizontalFlip(), new Rotation(-9.75))
            .Should().Equal(Stored("data_method", "64"));

    [Fact]
    public void An_operation_that_is_none_leaves_the_image() =>
        Result(3, 32, 32, PixelOperation.None).Should().Equal(NoiseImage.Buffer(3, 32, 32).Pixels.ToArray());

    private static byte[] Result(int channels, int height, int width, params PixelOperation[] operations)
    {
        var image = NoiseImage.Buffer(channels, height, width);
        foreach (var operation in operations)
            operation.Apply(image);
        return image.Pixels.ToArray();
    }

    private static byte[] Stored(string file, string name) => GoldenValues.Tensors("preprocessing", file)[name].Bytes;

    private static int[] Numbers(string name) =>
        [.. name.Split('x', '_').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}

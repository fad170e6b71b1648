using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data.Preparation;

public sealed class ResizeSpecs
{
    private static readonly IReadOnlyDictionary<string, GoldenTensor> Pil = GoldenValues.Tensors("preprocessing", "pil_resize");
    private static readonly IReadOnlyDictionary<string, GoldenTensor> Float = GoldenValues.Tensors("preprocessing", "tensor_resize");

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 3, 32, 32, 132 }, { 1, 32, 32, 224 }, { 1, 28, 28, 32 }, { 3, 32, 32, 64 }, { 3, 32, 32, 48 },
        { 3, 40, 40, 32 }, { 3, 32, 32, 20 }, { 1, 100, 100, 7 }, { 1, 24, 40, 32 }, { 3, 1, 5, 8 }, { 3, 32, 32, 32 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resized_bytes_equal_Pillows(int channels, int height, int width, int size)
    {
        var image = NoiseImage.Buffer(channels, height, width);

        PillowResize.Apply(image, size, size);

        image.Pixels.ToArray().Should().Equal(Pil[$"{channels}x{height}x{width}_to_{size}"].Bytes);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_resized_float_image_equals_torchvisions_tensor_path(int channels, int height, int width, int size)
    {
        var image = NoiseImage.Buffer(channels, height, width);
        var result = new float[channels * size * size];

        for (var channel = 0; channel < channels; channel++)
            TensorResize.Apply(image.Channel(channel), height, width, size, result.AsSpan(channel * size * size, size * size));

        var expected = Float[$"{channels}x{height}x{width}_to_{size}"].Floats;
        result.Should().HaveCount(expected.Length);
        result.Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max().Should().BeLessThan(1e-6f);
    }
}

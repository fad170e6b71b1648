using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

[Collection(nameof(Computing))]
public sealed class ConvNormKernelSpecs
{
    private static EfficientNetArchitecture Architecture => EfficientNetArchitecture.Named("efficientnet_b0");

    [Theory]
    [InlineData(32, 32)]
    [InlineData(64, 48)]
    [InlineData(33, 40)]
    [InlineData(132, 32)]
    [InlineData(224, 64)]
    [InlineData(1, 8)]
    [InlineData(2, 24)]
    public void The_stem_has_libtorchs_values_gradients_and_running_statistics(int side, int channels)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var stem = ConvNormActivation.Of(Architecture, 3, channels, kernel: 3, stride: 2);
        ChannelsLast.Apply(stem);

        Deviation.InTraining(stem, randn([3, 3, side, side], generator: generator), inputGradient: false).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, 320, 1280)]
    [InlineData(2, 320, 1280)]
    [InlineData(5, 448, 1792)]
    [InlineData(7, 16, 72)]
    [InlineData(1, 640, 2560)]
    public void The_head_has_libtorchs_values_gradients_and_running_statistics(int side, int input, int output)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var head = ConvNormActivation.Of(Architecture, input, output, kernel: 1);

        Deviation.InTraining(head, randn([6, input, side, side], generator: generator)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(3, 3, 40, 65)]
    [InlineData(1, 32, 136, 3)]
    public void In_evaluation_stem_and_head_have_the_values_of_float64(int kernel, int input, int output, int side)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var layer = ConvNormActivation.Of(Architecture, input, output, kernel, stride: kernel == 3 ? 2 : 1);
        Deviation.Draw(layer, generator);
        layer.eval();

        Deviation.InEvaluation(layer, randn([5, input, side, side], generator: generator)).Should().BeLessThan(Deviation.Tolerance);
    }
}

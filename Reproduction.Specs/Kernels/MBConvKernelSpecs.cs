using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

public sealed class MBConvKernelSpecs
{
    public static TheoryData<int, int, int, int, int, int, int> Shapes()
    {
        TheoryData<int, int, int, int, int, int, int> shapes = new()
        {
            // images, side, channels in and out, expansion, kernel, stride
            { 4, 32, 32, 16, 1, 3, 1 },
            { 3, 32, 16, 24, 6, 3, 2 },
            { 4, 8, 40, 40, 6, 5, 1 },
            { 70, 1, 192, 192, 6, 5, 1 },
            { 5, 2, 112, 192, 6, 5, 2 },
            { 2, 17, 24, 40, 6, 5, 2 },
            { 3, 3, 8, 8, 1, 3, 1 },
        };
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_block_has_libtorchs_values_gradients_and_running_statistics(
        int images, int side, int input, int output, int expansion, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var generator = new Generator(5, CPU);
        using var block = new MBConv(
            EfficientNetArchitecture.Named("efficientnet_b0"), new(expansion, kernel, stride, input, output, 1), input, stride, 0, noise);

        var deviations = Deviation.InTraining(block, randn([images, input, side, side], generator: generator)).ToList();

        deviations.Where(result => !(result.Deviation < 1e-5)).Should().BeEmpty();
    }
}

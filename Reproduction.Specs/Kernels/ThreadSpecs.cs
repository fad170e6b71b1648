using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

/// <summary>
/// Kernels that divide their work: images among three threads, which no number here divides by, or more threads than images.
/// The specs beside this have one thread.
/// </summary>
[Collection(nameof(Computing))]
public sealed class ThreadSpecs
{
    private static EfficientNetArchitecture B0 => EfficientNetArchitecture.Named("efficientnet_b0");

    public static TheoryData<int, int, int, int, int, int> Blocks => new()
    {
        // Images, side, channels in and out, kernel, stride; each with an expansion of 6.
        { 7, 16, 16, 24, 3, 2 }, { 7, 8, 24, 24, 3, 1 }, { 4, 8, 40, 40, 5, 1 }, { 10, 5, 16, 40, 5, 2 }, { 2, 16, 24, 24, 5, 1 },
        { 3, 4, 192, 192, 5, 1 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_among_threads_has_libtorchs_values_gradients_and_running_statistics(
        int images, int side, int input, int output, int kernel, int stride)
    {
        using var threads = Threads.Use(3);
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var block = new MBConv(B0, new(6, kernel, stride, input, output, 1), input, stride, 0, noise);

        Deviation.InTraining(block, randn([images, input, side, side], generator: generator)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2)]
    public void Stem_and_head_among_threads_have_libtorchs_values_gradients_and_running_statistics(int images)
    {
        using var threads = Threads.Use(3);
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var stem = ConvNormActivation.Of(B0, 3, 32, kernel: 3, stride: 2);
        using var head = ConvNormActivation.Of(B0, 320, 1280, kernel: 1);
        ChannelsLast.Apply(stem);

        Deviation.InTraining(stem, randn([images, 3, 32, 32], generator: generator), inputGradient: false).Should().BeEmpty();
        Deviation.InTraining(head, randn([images, 320, 3, 3], generator: generator)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2)]
    public void In_evaluation_a_whole_network_among_threads_says_what_it_says_in_float64(int images)
    {
        using var threads = Threads.Use(3);
        using var scope = NewDisposeScope();
        using var generator = new Generator(4, CPU);
        using var network = new EfficientNet(B0, 10, Initialisation.FanIn, seed: 3);
        Deviation.Draw(network, generator);
        network.eval();

        Deviation.InEvaluation(network, randn([images, 3, 32, 32], generator: generator)).Should().BeLessThan(Deviation.Tolerance);
    }
}

using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

/// <summary>
/// Kernels that divide their work: images among three threads, which no number here divides by, or more threads than images.
/// The specs beside this have one thread.
/// </summary>
[Collection(nameof(Alone))]
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

    [Fact]
    public void Equal_seeds_and_threads_give_equal_bits_whoever_comes_first()
    {
        using var threads = Threads.Use(3);
        var first = Trained();

        for (var again = 0; again < 4; again++) Trained().Should().Equal(first);
    }

    [Fact]
    public void A_second_kernel_at_the_same_time_has_the_same_bits()
    {
        using var threads = Threads.Use(3);
        var first = Trained();
        var results = new float[3][];
        // Threads that end here: each keeps for good the number that it finds when it meets libtorch.
        var trainings = results.Select((_, i) => new Thread(() => results[i] = Trained())).ToList();

        trainings.ForEach(training => training.Start());
        trainings.ForEach(training => training.Join());

        results.Should().AllSatisfy(result => result.Should().Equal(first));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit_of_a_step()
    {
        using var scope = NewDisposeScope();
        var one = OptimiserKernelSpecs.Steps(OptimiserKind.Adam, 0.01);
        using var threads = Threads.Use(3);

        foreach (var ((name, found), (_, right)) in OptimiserKernelSpecs.Steps(OptimiserKind.Adam, 0.01).Zip(one))
            found.equal(right).all().item<bool>().Should().BeTrue(name);
    }

    // The weights after three steps.
    private static float[] Trained()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(9, CPU);
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.3_d0.3"), 10, Initialisation.FanIn, 1);
        ChannelsLast.Apply(network);
        using var optimiser = Optimiser.Of(OptimiserKind.Adam, network, 0);
        network.train();
        var images = ChannelsLast.Of(randn([13, 3, 32, 32], generator: generator));
        var labels = arange(13, ScalarType.Int64).remainder(10);
        for (var step = 0; step < 3; step++)
        {
            network.Noise.Reseed(7);
            optimiser.ZeroGradients();
            nn.functional.cross_entropy(network.call(images), labels).backward();
            optimiser.Step(0.01);
        }
        return [.. network.parameters().SelectMany(parameter => parameter.detach().contiguous().data<float>().ToArray())];
    }
}

using Reproduction.Kernels;
using Reproduction.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

[Collection(nameof(Computing))]
public sealed class ArithmeticSpecs
{
    [Theory]
    [InlineData("efficientnet_b0", 64)]
    [InlineData("efficientnet_b4", 32)]
    public void In_evaluation_a_whole_network_says_what_it_says_in_float64(string name, int size)
    {
        NeedsKernels();
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), 10, Initialisation.FanIn, seed: 3);
        using var generator = new Generator(4, CPU);
        Deviation.Draw(network, generator);
        network.eval();

        Deviation.InEvaluation(network, randn([3, 3, size, size], generator: generator)).Should().BeLessThan(Deviation.Tolerance);
    }

    [Theory]
    [InlineData("efficientnet_b0")]
    [InlineData("efficientnet_b4")]
    public void Weights_that_are_prepared_once_for_an_evaluation_change_no_bit_of_it(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), 10, Initialisation.FanIn, seed: 3);
        using var generator = new Generator(4, CPU);
        Deviation.Draw(network, generator);
        network.eval();
        float[] Logits(Tensor images) => network.call(images).data<float>().ToArray();
        var (small, large) = (randn([3, 3, 32, 32], generator: generator), randn([2, 3, 48, 64], generator: generator));
        var expected = (Logits(small), Logits(large));

        using (var frozen = new FrozenWeights())
        {
            using var use = frozen.Use();
            for (var again = 0; again < 2; again++) (Logits(small), Logits(large)).Should().BeEquivalentTo(expected);
        }

        network.get_parameter("features.1.0.block.0.0.weight")!.mul_(2);
        Logits(small).Should().NotEqual(expected.Item1, "a weight that changes after it counts");
    }

    [Fact]
    public void A_network_in_float64_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10);
        network.to(ScalarType.Float64);

        network.call(zeros([2, 3, 32, 32], ScalarType.Float64)).dtype.Should().Be(ScalarType.Float64);
    }

    [Fact]
    public void The_arithmetic_has_a_name_that_tells_kernels_lanes_and_plain_apart()
    {
        NeedsKernels();
        Arithmetic.Name.Should().MatchRegex("^kernels [0-9]+, (8|16) lanes$");

        using var plain = Arithmetic.UsePlain();
        Arithmetic.Name.Should().Be("plain");
    }

    private static void NeedsKernels() => Assert.SkipWhen(Arithmetic.IsPlain, "this processor has neither AVX-512 nor AVX2");
}

using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>What dropout and stochastic depth do in training, and that they do nothing in evaluation.</summary>
[Collection(nameof(Computing))]
public sealed class RegulariserSpecs
{
    private const int Rows = 20_000;

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(0.5)]
    public void Dropout_zeroes_single_features_at_its_rate_and_keeps_the_expectation(double rate)
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var dropout = new SeededDropout(rate, noise);
        dropout.train();

        var output = dropout.call(ones(Rows, 10, float64));

        Share(output.eq(0)).Should().BeApproximately(rate, 0.005);
        output.mean().item<double>().Should().BeApproximately(1, 0.01);
        output.max().item<double>().Should().BeApproximately(1 / (1 - rate), 1e-6);
        Share(output.eq(0).all(dim: 1)).Should().BeLessThan(0.01, "features of one row fall independently");
    }

    [Theory]
    [InlineData(0.0125)]
    [InlineData(0.1875)]
    [InlineData(0.5)]
    public void Stochastic_depth_drops_whole_images_at_its_rate_and_keeps_the_expectation(double rate)
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var depth = new StochasticDepth(rate, noise);
        depth.train();

        var output = depth.call(ones([Rows, 2, 2, 2], float64));

        var dropped = output.eq(0).flatten(1);
        dropped.all(dim: 1).equal(dropped.any(dim: 1)).all().item<bool>().Should().BeTrue("an image is dropped whole or not at all");
        Share(dropped).Should().BeApproximately(rate, 0.015);
        output.mean().item<double>().Should().BeApproximately(1, 0.03);
        output.max().item<double>().Should().BeApproximately(1 / (1 - rate), 1e-6);
    }

    [Fact]
    public void In_evaluation_and_at_rate_zero_nothing_is_changed()
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var dropout = new SeededDropout(0.5, noise);
        using var depth = new StochasticDepth(0.5, noise);
        using var none = new SeededDropout(0, noise);
        var input = RandomTensor.Uniform([8, 4, 2, 2], seed: 1);
        dropout.eval();
        depth.eval();
        none.train();

        dropout.call(input).equal(input).all().item<bool>().Should().BeTrue();
        depth.call(input).equal(input).all().item<bool>().Should().BeTrue();
        none.call(input).equal(input).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Equal_seeds_give_equal_masks_and_no_mask_comes_from_the_global_generator()
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        noise.Reseed(7);
        var first = noise.Mask(zeros(1), 0.5, 64);

        manual_seed(123);
        noise.Reseed(7);
        var again = noise.Mask(zeros(1), 0.5, 64);

        again.equal(first).all().item<bool>().Should().BeTrue();
        noise.Mask(zeros(1), 0.5, 64).equal(first).all().item<bool>().Should().BeFalse();
    }

    [Theory]
    [InlineData("efficientnet_b0", 0.2)]
    [InlineData("efficientnet_b4", 0.2)]
    public void A_networks_rates_grow_linearly_from_block_to_block(string name, double last)
    {
        var architecture = EfficientNetArchitecture.Named(name);
        using var network = new EfficientNet(architecture, 10, stochasticDepth: last);
        var blocks = architecture.Stages().Sum(stage => stage.Layers);

        var rates = network.modules().OfType<StochasticDepth>().Select(depth => depth.Rate).ToList();

        rates.Should().BeInAscendingOrder().And.OnlyContain(rate => rate < last);
        rates.Select(rate => rate * blocks / last).Should().OnlyContain(place => Math.Abs(place - Math.Round(place)) < 1e-9);
    }

    private static double Share(Tensor mask) => mask.to(float64).mean().item<double>();
}

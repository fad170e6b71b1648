using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>The places in a network where another one can look.</summary>
[Collection(nameof(Computing))]
public sealed class TapSpecs
{
    /// <summary>Table 1 of the paper for B0, and torchvision's <c>features</c> of B4.</summary>
    [Theory]
    [InlineData("efficientnet_b0", new[] { 32, 16, 24, 40, 80, 112, 192, 320, 1280, 1280 })]
    [InlineData("efficientnet_b4", new[] { 48, 24, 32, 56, 112, 160, 272, 448, 1792, 1792 })]
    public void Stem_stages_head_and_pooled_features_have_the_papers_channels_and_strides(string name, int[] channels)
    {
        var taps = EfficientNetArchitecture.Named(name).Taps();

        taps.Select(tap => tap.Name).Should().Equal(
            "stem", "stage_1", "stage_2", "stage_3", "stage_4", "stage_5", "stage_6", "stage_7", "head", "pooled");
        taps.Select(tap => tap.Channels).Should().Equal(channels);
        taps.Select(tap => tap.Stride).Should().Equal(2, 2, 4, 8, 16, 16, 32, 32, 32, null);
    }

    [Fact]
    public void What_is_seen_at_a_tap_has_its_channels_and_stride_and_does_not_change_the_logits()
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.2_d0.2"), 10, seed: 3);
        network.eval();
        var images = RandomTensor.Uniform([2, 3, 64, 64], seed: 1);

        var plain = network.call(images);
        var output = network.Outputs(images, [.. network.Taps.Select(tap => tap.Name)]);

        output.Logits.equal(plain).all().item<bool>().Should().BeTrue();
        foreach (var tap in network.Taps)
        {
            long[] expected = tap.Stride is { } stride ? [2, tap.Channels, 64 / stride, 64 / stride] : [2, tap.Channels];
            output.Features[tap.Name].shape.Should().Equal(expected, tap.Name);
        }
        var pooled = output.Features["head"].mean([2, 3]);
        (pooled - output.Features["pooled"]).abs().max().item<float>().Should().BeLessThan(1e-5f);
        var linear = network.state_dict();
        var logits = pooled.matmul(linear["classifier.1.weight"].t()) + linear["classifier.1.bias"];
        (logits - plain).abs().max().item<float>().Should().BeLessThan(1e-5f, "the classifier sees the pooled features and nothing else");
    }

    [Fact]
    public void A_place_that_a_network_has_not_is_named_with_those_that_it_has()
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10);

        var asking = () => network.Outputs(RandomTensor.Uniform([1, 3, 64, 64], seed: 1), ["stage_8"]);

        asking.Should().Throw<ArgumentException>().WithMessage("'stage_8', expected some of stem, stage_1*");
    }
}

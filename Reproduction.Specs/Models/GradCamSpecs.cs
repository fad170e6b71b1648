using Reproduction.Models;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>Where a network saw what speaks for a class.</summary>
public sealed class GradCamSpecs
{
    [Fact]
    public void The_maps_are_those_of_PyTorch_by_hooks_at_the_last_convolution()
    {
        using var scope = NewDisposeScope();
        using var network = WrittenNetwork.Of("models/efficientnet_b0", "efficientnet_b0", 10, float64);
        var images = tensor(WrittenRule.Uniform("grad_cam/images", 9L * 96 * 96, -2, 2), [3, 3, 96, 96]).to(float32).to(float64);
        var expected = GoldenValues.Tensors("grad_cam", "maps")["maps"].ToTensor();

        var maps = GradCam.Of(network, images, [3, 0, 7]);

        maps.shape.Should().Equal(expected.shape);
        expected.max().item<double>().Should().BePositive();
        (maps - expected).abs().max().item<double>().Should().BeLessThan(1e-9 * expected.max().item<double>());
    }

    [Fact]
    public void Each_image_has_a_class_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named("efficientnet_w0.2_d0.2").Build(10);

        FluentActions.Invoking(() => GradCam.Of(network, zeros(2, 3, 32, 32), [1])).Should().Throw<ArgumentException>()
            .WithMessage("1 classes of 2 images*");
    }

    [Theory]
    [InlineData("efficientnet_w0.2_d0.2")]
    [InlineData("rednet26_w0.25_k3")]
    public void Behind_a_global_average_and_one_linear_layer_it_is_the_class_activation_map_scaled(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named(architecture).Build(10);
        network.eval();
        var image = tensor(WrittenRule.Uniform("grad_cam/images", 3L * 96 * 96, -2, 2), [1, 3, 96, 96]).to(float32);
        var last = network.Taps.Last(tap => tap.Stride is not null).Name;
        var activations = network.Outputs(image, [last]).Features[last].detach()[0];
        var weights = network.state_dict()["classifier.1.weight"].detach();
        var places = activations.shape[1] * activations.shape[2];

        var maps = GradCam.Of(network, image.expand(10, -1, -1, -1), [.. Enumerable.Range(0, 10)]);

        places.Should().Be(9);
        var expected = tensordot(weights, activations, [1], [0]).relu() / places;
        expected.max().item<float>().Should().BePositive();
        (maps - expected).abs().max().item<float>().Should().BeLessThan(1e-5f * expected.max().item<float>());
    }
}

using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

[Collection(nameof(Computing))]
public sealed class EfficientNetSpecs
{
    /// <summary>The numbers of parameters in torchvision's documentation of its ImageNet weights (1000 classes).</summary>
    [Theory]
    [InlineData("efficientnet_b0", 5_288_548)]
    [InlineData("efficientnet_b1", 7_794_184)]
    [InlineData("efficientnet_b2", 9_109_994)]
    [InlineData("efficientnet_b3", 12_233_232)]
    [InlineData("efficientnet_b4", 19_341_616)]
    public void The_family_has_as_many_parameters_as_torchvision_documents(string name, long parameters)
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), classes: 1000);

        network.parameters().Sum(parameter => parameter.numel()).Should().Be(parameters);
    }

    [Theory]
    [InlineData("efficientnet_b0")]
    [InlineData("efficientnet_b4")]
    public void Every_parameter_of_baseline_and_teacher_gets_a_finite_gradient_of_its_own_shape(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named(name), classes: 10, seed: 1);
        network.train();
        using var generator = new Generator(2, CPU);

        var logits = network.call(randn([4, 3, 64, 64], generator: generator));
        nn.functional.cross_entropy(logits, tensor([0L, 3L, 5L, 9L])).backward();

        logits.shape.Should().Equal(4, 10);
        foreach (var (parameterName, parameter) in network.named_parameters())
        {
            var gradient = parameter.grad;
            (gradient is not null).Should().BeTrue(parameterName);
            gradient!.shape.Should().Equal(parameter.shape, parameterName);
            gradient.isfinite().all().item<bool>().Should().BeTrue(parameterName);
            gradient.abs().sum().item<float>().Should().BePositive(parameterName);
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_weights_and_another_seed_others()
    {
        using var scope = NewDisposeScope();
        var architecture = EfficientNetArchitecture.Named("efficientnet_w0.25_d0.3");
        using var one = new EfficientNet(architecture, 10, seed: 7);
        using var same = new EfficientNet(architecture, 10, seed: 7);
        using var other = new EfficientNet(architecture, 10, seed: 8);

        foreach (var ((name, a), (_, b)) in one.named_parameters().Zip(same.named_parameters()))
            a.equal(b).all().item<bool>().Should().BeTrue(name);
        one.parameters().First().equal(other.parameters().First()).all().item<bool>().Should().BeFalse();
    }

    [Fact]
    public void A_training_batch_of_one_small_image_is_refused_because_no_variance_can_be_had_from_it()
    {
        using var scope = NewDisposeScope();
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.25_d0.3"), 10);
        network.train();

        var training = () => network.call(zeros(1, 3, 32, 32));

        training.Should().Throw<InvalidOperationException>().WithMessage("*batch of one 32×32 image*");
    }

    [Fact]
    public void Channels_last_changes_the_order_in_memory_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network =
            new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.25_d0.3"), 10, Initialisation.Torchvision, seed: 3);
        network.eval();
        using var generator = new Generator(2, CPU);
        var images = randn([2, 3, 32, 32], generator: generator);
        var before = network.call(images);

        ChannelsLast.Apply(network);
        var after = network.call(ChannelsLast.Of(images));

        network.parameters().First().stride().Should().Equal(27, 1, 9, 3);
        after.allclose(before, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 2, 4)]
    [InlineData(3, 1, 7)]
    public void A_depthwise_convolution_is_libtorchs_in_float64_in_values_and_gradients_on_every_map(int kernel, int stride, int side)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4, CPU);
        using var own = new DepthwiseConvolution(6, kernel, stride, kernel / 2);
        using (no_grad()) own.weight.normal_(generator: generator);
        var weight = own.weight.detach().to(ScalarType.Float64).requires_grad_();
        var input = randn([3, 6, side, side], generator: generator).requires_grad_();
        var same = input.detach().to(ScalarType.Float64).requires_grad_();

        var output = own.call(input);
        var expected = nn.functional.conv2d(same, weight, null, [stride, stride], [kernel / 2, kernel / 2], null, 6);
        var direction = randn(expected.shape, generator: generator);
        (output * direction).sum().backward();
        (expected * direction).sum().backward();

        output.shape.Should().Equal(expected.shape);
        foreach (var (found, exact) in new[] { (output, expected), (input.grad!, same.grad!), (own.weight.grad!, weight.grad!) })
            found.to(ScalarType.Float64).allclose(exact, rtol: 1e-5, atol: 1e-5).Should().BeTrue();
    }

    [Theory]
    [InlineData("efficientnet_b8")]
    [InlineData("resnet18")]
    [InlineData("efficientnet_w0_d1")]
    [InlineData("efficientnet_w99_d1")]
    [InlineData("efficientnet_w٣_d1")]
    [InlineData("efficientnet_w0.5_d1\n")]
    public void An_unknown_architecture_is_named_with_what_was_expected(string name)
    {
        var finding = () => EfficientNetArchitecture.Named(name);

        finding.Should().Throw<BadInputException>().WithMessage($"*'{name}'*efficientnet_b0 to efficientnet_b7*");
    }

    [Fact]
    public void Stochastic_depth_drops_whole_rows_at_its_rate_and_keeps_the_expectation()
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        noise.Reseed(1);

        var mask = noise.Mask(zeros(1), 0.2, 100_000, 1, 1, 1);

        mask.eq(0).to(ScalarType.Float64).mean().item<double>().Should().BeApproximately(0.2, 0.005);
        mask.mean().item<float>().Should().BeApproximately(1, 0.01f);
        mask.max().item<float>().Should().Be(1.25f);
    }
}

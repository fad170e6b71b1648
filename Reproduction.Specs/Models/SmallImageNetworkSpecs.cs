using Reproduction.Models;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>What recipes change of a network for small images: the last stage's stride and batch norms' momentum.</summary>
[Collection(nameof(Computing))]
public sealed class SmallImageNetworkSpecs
{
    [Fact]
    public void B0_without_its_last_stride_and_with_another_momentum_is_torchvisions_changed_likewise()
    {
        using var scope = NewDisposeScope();
        var stored = GoldenValues.Tensors("small_images", "efficientnet_b0");
        var architecture = (EfficientNetArchitecture)NetworkArchitecture.Named("efficientnet_b0").With(0.3, lastStride: 1);
        using var network = new EfficientNet(architecture, 10, stochasticDepth: 0, dropout: 0);
        network.to(float64);
        ChannelsLast.Apply(network);
        WrittenNetwork.Write(network, "small_images/efficientnet_b0");
        var images = tensor(WrittenRule.Uniform("small_images/images", 3 * 3 * 64 * 64, -2, 2), [3, 3, 64, 64]);

        network.eval();
        Near(network.call(ChannelsLast.Of(images)), stored["evaluated"].Doubles);
        network.train();
        var logits = network.call(ChannelsLast.Of(images));
        Near(logits, stored["trained"].Doubles);
        Near(nn.functional.cross_entropy(logits, tensor([3L, 0L, 7L])), stored["loss"].Doubles);
        Near(
            stack([.. network.named_buffers().Where(buffer => buffer.buffer.is_floating_point())
                .Select(buffer => stack([buffer.buffer.sum(), buffer.buffer.norm()]))]),
            stored["statistics"].Doubles);
    }

    [Theory]
    [InlineData("efficientnet_w0.2_d0.2")]
    [InlineData("rednet26_w0.25_k3")]
    public void Running_statistics_move_by_the_momentum_in_the_kernels_too(string name)
    {
        using var scope = NewDisposeScope();
        var images = RandomTensor.Uniform([4, 3, 32, 32], seed: 1);
        IReadOnlyDictionary<string, Tensor> After(double? momentum)
        {
            using var network = NetworkArchitecture.Named(name).With(momentum).Build(10, Initialisation.FanIn, seed: 3, dropout: 0);
            ChannelsLast.Apply(network);
            network.train();
            network.call(images);
            return network.state_dict().Where(entry => entry.Key.EndsWith("running_mean", StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        }

        var (usual, faster) = (After(null), After(0.4));

        // From 0, so that a mean is the momentum times the batch's.
        usual.Should().NotBeEmpty();
        foreach (var (norm, mean) in usual)
            (faster[norm] - 4 * mean).abs().max().item<float>().Should()
                .BeLessThanOrEqualTo(1e-5f * faster[norm].abs().max().item<float>(), norm);
    }

    [Theory]
    [InlineData("efficientnet_w0.2_d0.2", "stage_6", 4)]
    [InlineData("rednet26_w0.25_k3", "stage_4", 4)]
    public void Without_its_last_stride_a_network_has_last_maps_of_twice_the_side_and_the_same_weights(string name, string last, int side)
    {
        using var scope = NewDisposeScope();
        using var usual = NetworkArchitecture.Named(name).Build(10, seed: 3);
        using var network = NetworkArchitecture.Named(name).With(lastStride: 1).Build(10, seed: 3);
        network.eval();

        network.state_dict().Select(entry => (entry.Key, string.Join('x', entry.Value.shape))).Should()
            .Equal(usual.state_dict().Select(entry => (entry.Key, string.Join('x', entry.Value.shape))));
        network.Outputs(RandomTensor.Uniform([1, 3, 64, 64], seed: 1), [last]).Features[last].shape[2..].Should().Equal(side, side);
        network.Taps.Single(tap => tap.Name == last).Stride.Should().Be(64 / side);
    }

    [Fact]
    public void A_last_batch_of_one_32_px_image_is_refused_before_training_but_where_no_network_has_its_last_stride()
    {
        // 200 images in batches of 199.
        (string, string)[] single = [("training.batch_size", "199"), ("training.epochs", "1")];
        var refused = () => TinyTraining.Split(TinyTraining.Recipe(single));
        var taken = () => TinyTraining.Split(TinyTraining.Recipe(
            [.. single, ("networks.student.last_stride", "1"), ("networks.teacher.last_stride", "1")]));

        refused.Should().Throw<BadInputException>().WithMessage("*leaves a single image of 200 for the last batch*");
        taken.Should().NotThrow();
    }

    [Fact]
    public void A_training_batch_of_one_32_px_image_is_enough_without_the_last_stride()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named("efficientnet_w0.2_d0.2").With(lastStride: 1).Build(10);
        network.train();

        network.call(zeros(1, 3, 32, 32)).shape.Should().Equal(1, 10);
    }

    private static void Near(Tensor value, double[] expected)
    {
        var ours = value.contiguous().data<double>().ToArray();
        ours.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-10 * expected.Max(Math.Abs));
        ours.Should().HaveCount(expected.Length);
    }
}

using System.Text.Json;
using Reproduction.Models;
using Reproduction.Specs.Golden;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>RedNet against one written from the paper in PyTorch (<c>golden/involution.py</c>).</summary>
[Collection(nameof(Computing))]
public sealed class RedNetSpecs
{
    /// <summary>The paper's table 1: 9.23, 12.39, 15.54, 25.65 and 33.99 million with 1,000 classes.</summary>
    [Theory]
    [InlineData("rednet26", 1000, 9_233_166)]
    [InlineData("rednet26", 10, 7_204_656)]
    [InlineData("rednet26_w0.5", 10, 1_815_721)]
    [InlineData("rednet38", 1000, 12_386_986)]
    [InlineData("rednet50", 1000, 15_540_806)]
    [InlineData("rednet101", 1000, 25_652_950)]
    [InlineData("rednet152", 1000, 33_984_582)]
    [InlineData("rednet26_k3", 10, 6_849_296)]
    [InlineData("rednet26_k3-3-3-3", 10, 6_849_296)]
    [InlineData("rednet26_w1_k7", 10, 7_204_656)]
    public void Parameters_are_as_many_as_the_papers(string name, int classes, long parameters)
    {
        using var network = NetworkArchitecture.Named(name).Build(classes);

        network.parameters().Sum(parameter => parameter.numel()).Should().Be(parameters);
        GoldenValues.Json("involution", "parameters").EnumerateArray().Select(count => count.GetProperty("parameters").GetInt64()).Should()
            .Contain(parameters);
    }

    [Theory]
    [InlineData("rednet26_w0.5_k3-5-7-7")]
    [InlineData("rednet38")]
    [InlineData("efficientnet_w0.3_d0.4")]
    public void What_an_architecture_lists_without_building_a_network_is_what_a_built_one_with_heads_for_advice_holds(string name)
    {
        var architecture = NetworkArchitecture.Named(name);
        using var network = new AdvisedNetwork(architecture.Build(7), ["teacher", "other"], Initialisation.FanIn, _ => 0);

        architecture.Tensors(7, ["other", "teacher"]).Select(tensor => $"{tensor.Key} {string.Join('x', tensor.Value)}")
            .Should().BeEquivalentTo(network.state_dict().Select(tensor => $"{tensor.Key} {string.Join('x', tensor.Value.shape)}"));
    }

    [Fact]
    public void Logits_loss_gradients_and_batch_norm_statistics_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named("rednet26_w0.5_k3").Build(10);
        network.to(float64);
        var parameters = Write(network);
        var images = tensor(WrittenRule.Uniform("involution/rednet/images", 3 * 3 * 48 * 48, -1, 1), [3, 3, 48, 48]);
        var (expected, logits) = (GoldenValues.Json("involution", "network"), GoldenValues.Tensors("involution", "logits"));

        network.train();
        var trained = network.call(images);
        var loss = nn.functional.cross_entropy(trained, tensor(new long[] { 3, 0, 7 }));
        loss.backward();
        var statistics = network.state_dict().Where(entry => entry.Key.Contains("running_"))
            .ToDictionary(entry => entry.Key, entry => entry.Value.norm().item<double>());
        using var gradients = no_grad();
        for (var step = 0; step < 30; step++) network.call(images).Dispose();
        network.eval();
        var evaluated = network.call(images);

        (trained - logits["trained"].ToTensor()).abs().max().item<double>().Should().BeLessThan(1e-10);
        (evaluated - logits["evaluated"].ToTensor()).abs().max().item<double>().Should().BeLessThan(1e-10);
        loss.item<double>().Should().BeApproximately(expected.GetProperty("loss").GetDouble(), 1e-10);
        ShouldBe(parameters.ToDictionary(entry => entry.Key, entry => entry.Value.grad!.norm().item<double>()),
            expected.GetProperty("gradient_norms"));
        ShouldBe(statistics, expected.GetProperty("statistics_norms"));
    }

    [Theory]
    [InlineData("rednet26_w0.25", 64, new[] { 16, 64, 128, 256, 512, 512 })]
    [InlineData("rednet26", 32, new[] { 64, 256, 512, 1024, 2048, 2048 })]
    public void What_is_seen_at_a_tap_has_its_channels_and_stride_and_does_not_change_the_logits(string name, int size, int[] channels)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named(name).Build(10, seed: 3);
        using var gradients = no_grad();
        var images = RandomTensor.Uniform([2, 3, size, size], seed: 1);
        // As after some steps of training: what starts at 1 is no statistic of anything.
        for (var step = 0; step < 20; step++) network.call(images).Dispose();
        network.eval();

        var output = network.Outputs(images, [.. network.Taps.Select(tap => tap.Name)]);

        network.Taps.Select(tap => tap.Name).Should().Equal("stem", "stage_1", "stage_2", "stage_3", "stage_4", "pooled");
        network.Taps.Select(tap => tap.Channels).Should().Equal(channels);
        foreach (var tap in network.Taps)
            output.Features[tap.Name].shape.Should()
                .Equal(tap.Stride is { } stride ? [2, tap.Channels, size / stride, size / stride] : [2, tap.Channels], tap.Name);
        output.Logits.equal(network.call(images)).all().item<bool>().Should().BeTrue();
        var asking = () => network.Outputs(images, ["stage_5"]);
        asking.Should().Throw<ArgumentException>().WithMessage("'stage_5', expected some of stem, stage_1*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(28)]
    [InlineData(33)]
    [InlineData(50)]
    public void Images_of_any_size_pass(int size)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named("rednet26_w0.25").Build(10);

        network.call(RandomTensor.Uniform([2, 3, size, size], seed: 1)).shape.Should().Equal(2, 10);
    }

    [Fact]
    public void A_seed_decides_every_weight_and_equal_steps_give_equal_bits()
    {
        using var scope = NewDisposeScope();
        var images = RandomTensor.Uniform([4, 3, 32, 32], seed: 1);
        (string[] Weights, string[] Gradients) Step(ulong seed)
        {
            using var network = NetworkArchitecture.Named("rednet26_w0.25_k3").Build(
                10, Initialisation.Torchvision, seed, stochasticDepth: 0.3, dropout: 0.2);
            ChannelsLast.Apply(network);
            string[] Bits(Func<Tensor, Tensor> of) =>
                [.. network.parameters().Where(parameter => parameter.dim() > 1)
                    .Select(parameter => Convert.ToHexString(of(parameter).detach().contiguous().bytes))];
            var weights = Bits(parameter => parameter);
            network.Noise.Reseed(7);
            nn.functional.cross_entropy(network.call(images), tensor(new long[] { 1, 2, 3, 4 })).backward();
            return (weights, Bits(parameter => parameter.grad!));
        }

        var (one, again, other) = (Step(1), Step(1), Step(2));

        again.Weights.Should().Equal(one.Weights);
        again.Gradients.Should().Equal(one.Gradients);
        one.Gradients.Should().OnlyContain(bits => bits.Any(digit => digit != '0'), "what is zero is the same whoever computes it");
        one.Weights.Zip(other.Weights).Should().OnlyContain(pair => pair.First != pair.Second);
    }

    [Fact]
    public void Stochastic_depth_grows_linearly_from_the_first_block_and_dropout_is_before_the_classifier()
    {
        using var network = NetworkArchitecture.Named("rednet26_w0.25_k3").Build(10, stochasticDepth: 0.4, dropout: 0.3);

        // 1, 2, 4 and 1 blocks.
        network.modules().OfType<StochasticDepth>().Select(depth => depth.Rate).Should().Equal(
            [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35], (rate, expected) => Math.Abs(rate - expected) < 1e-12);
        network.modules().OfType<SeededDropout>().Should().ContainSingle().Which.Rate.Should().Be(0.3);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(32, 2)]
    public void A_block_whose_branch_is_dropped_is_its_shortcut_above_0(int input, int stride)
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var dropped = new RedNetBlock(input, 16, 3, stride, 0.1, stochasticDepthRate: 1, noise);
        using var kept = new RedNetBlock(input, 16, 3, stride, 0.1, stochasticDepthRate: 0, noise);
        var images = RandomTensor.Normal([3, input, 6, 6], seed: 1);

        var shortcut = dropped.named_children().Where(child => child.name == "shortcut")
            .Select(child => ((nn.Module<Tensor, Tensor>)child.module).call(images)).SingleOrDefault() ?? images;

        (dropped.call(images) - shortcut.relu()).abs().max().item<float>().Should().BeLessThan(1e-6f);
        (kept.call(images) - shortcut.relu()).abs().max().item<float>().Should().BeGreaterThan(0.1f);
    }

    [Fact]
    public void With_residual_branches_at_0_the_last_norm_of_each_is_0_and_no_other()
    {
        using var network = NetworkArchitecture.Named("rednet26_w0.25_k3").Build(10, Initialisation.FanInZeroResidual, seed: 1);

        network.named_parameters().Where(named => named.name.EndsWith("weight", StringComparison.Ordinal))
            .Where(named => named.parameter.count_nonzero().item<long>() == 0).Select(named => named.name).Should()
            .BeEquivalentTo([.. Enumerable.Range(0, 4).SelectMany(stage => Enumerable.Range(0, new[] { 1, 2, 4, 1 }[stage])
                .Select(block => $"stages.{stage}.{block}.branch.7.weight")), "classifier.1.weight"]);
    }

    [Fact]
    public void By_fan_in_an_involutions_output_is_as_large_as_its_input_whatever_its_kernels_size()
    {
        using var scope = NewDisposeScope();
        var input = RandomTensor.Normal([8, 64, 12, 12], seed: 1);
        using var gradients = no_grad();
        foreach (var kernel in new[] { 3, 7, 11 })
        {
            var involution = new Involution(64, kernel);
            InitialWeights.Draw(involution, Initialisation.FanIn, 1);

            involution.call(input).square().mean().item<float>().Should()
                .BeInRange(0.3f, 3, "without counting neighbours it would be {0}", kernel * kernel);
        }
    }

    [Fact]
    public void It_learns_what_a_batch_shows_it()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named("rednet26_w0.25_k3").Build(3, Initialisation.FanInZeroResidual, seed: 1);
        var images = RandomTensor.Uniform([12, 3, 32, 32], seed: 1);
        var labels = tensor(Enumerable.Range(0, 12).Select(image => (long)(image % 3)).ToArray());
        using var optimiser = optim.Adam(network.parameters(), 0.01);
        var losses = Enumerable.Range(0, 12).Select(_ =>
        {
            using var step = NewDisposeScope();
            optimiser.zero_grad();
            var loss = nn.functional.cross_entropy(network.call(images), labels);
            loss.backward();
            optimiser.step();
            return loss.item<float>();
        }).ToList();

        losses[0].Should().BeApproximately(MathF.Log(3), 0.01f, "the classifier starts at 0");
        losses[^1].Should().BeLessThan(losses[0] / 4);
    }

    [Theory]
    [InlineData("rednet18")]
    [InlineData("rednet26_w0")]
    [InlineData("rednet26_w11")]
    [InlineData("rednet26_k4")]
    [InlineData("rednet26_k17")]
    [InlineData("rednet26_k3-5")]
    [InlineData("rednet26_k3_w0.5")]
    [InlineData("rednet26\n")]
    public void A_member_that_the_family_has_not_is_named_with_what_was_expected(string name)
    {
        var finding = () => NetworkArchitecture.Named(name);

        finding.Should().Throw<BadInputException>()
            .WithMessage("architecture '*': expected efficientnet_b0 to *, or rednet26, 38, 50, 101 or 152, *").Which.Message.Should()
            .NotContain("\n");
    }

    private static Dictionary<string, Tensor> Write(Network network)
    {
        using var gradients = no_grad();
        var parameters =
            network.state_dict().Where(entry => entry.Value.requires_grad).ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var (name, parameter) in parameters)
        {
            var (middle, bound) =
                parameter.dim() == 1 ? (1, 0.5) : (0, Math.Sqrt(3.0 / parameter.shape[1..].Aggregate(1L, (a, b) => a * b)));
            parameter.copy_(tensor(WrittenRule.Uniform($"involution/rednet/{name}", parameter.numel(), middle - bound, middle + bound),
                parameter.shape));
        }
        return parameters;
    }

    private static void ShouldBe(Dictionary<string, double> found, JsonElement expected)
    {
        found.Keys.Should().BeEquivalentTo(expected.EnumerateObject().Select(entry => entry.Name));
        foreach (var entry in expected.EnumerateObject())
            found[entry.Name].Should().BeApproximately(entry.Value.GetDouble(), 1e-10 * Math.Max(1, entry.Value.GetDouble()), entry.Name);
    }
}

using MathNet.Numerics.Distributions;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>The first weights against the formulas of the rules.</summary>
public sealed class InitialisationSpecs
{
    /// <summary>Every kind of convolution: the stem, 1×1, depthwise 3×3 and 5×5, and the excitation's two.</summary>
    [Theory]
    [InlineData("features.0.0.weight")]
    [InlineData("features.2.0.block.0.0.weight")]
    [InlineData("features.2.1.block.1.0.weight")]
    [InlineData("features.6.1.block.1.0.weight")]
    [InlineData("features.7.0.block.2.fc1.weight")]
    [InlineData("features.7.0.block.2.fc2.weight")]
    [InlineData("features.7.0.block.3.0.weight")]
    [InlineData("features.8.0.weight")]
    public void A_kernel_is_normal_with_the_variance_of_its_rule(string name)
    {
        foreach (var (rule, network) in Networks())
        {
            using var scope = NewDisposeScope();
            var weight = network.state_dict()[name];
            var connections = (rule == Initialisation.Torchvision ? weight.shape[0] : weight.shape[1]) * weight.shape[2] * weight.shape[3];

            ShouldBeDrawnFrom(new Normal(0, Math.Sqrt(2.0 / connections)), weight, $"{rule} {name}");
            network.Dispose();
        }
    }

    [Fact]
    public void The_linear_layer_is_uniform_by_its_outputs_or_zero_by_fan_in()
    {
        foreach (var (rule, network) in Networks())
        {
            using var scope = NewDisposeScope();
            var weight = network.state_dict()["classifier.1.weight"];

            if (rule != Initialisation.Torchvision) weight.abs().max().item<float>().Should().Be(0);
            else ShouldBeDrawnFrom(new ContinuousUniform(-1 / Math.Sqrt(10), 1 / Math.Sqrt(10)), weight, "classifier");
            network.Dispose();
        }
    }

    [Fact]
    public void Biases_start_at_zero_and_batch_norms_as_the_identity_but_where_a_residual_branch_starts_at_zero()
    {
        // B0's blocks with a residual connection are those that keep channels and size: all but the first of each stage. A block
        // ends with 3.1, the first stage's without expansion, which has none, with 2.1.
        var ends = new System.Text.RegularExpressions.Regex(@"^features\.[2-7]\.[1-9]\.block\.3\.1\.weight$");
        foreach (var (rule, network) in Networks())
        {
            using var scope = NewDisposeScope();
            var zeros = 0;
            foreach (var (name, parameter) in network.named_parameters().Where(parameter => parameter.parameter.dim() == 1))
            {
                var startsAtZero = rule == Initialisation.FanInZeroResidual && ends.IsMatch(name);
                if (startsAtZero) zeros++;
                parameter.eq(name.EndsWith("weight", StringComparison.Ordinal) && !startsAtZero ? 1 : 0).all().item<bool>().Should()
                    .BeTrue($"{rule} {name}");
            }
            zeros.Should().Be(rule == Initialisation.FanInZeroResidual ? 9 : 0, "B0 repeats its stages 1, 2, 2, 3, 3, 4 and 1 times");
            foreach (var norm in network.modules().OfType<BatchNormModule>())
            {
                norm.running_mean!.eq(0).all().item<bool>().Should().BeTrue();
                norm.running_var!.eq(1).all().item<bool>().Should().BeTrue();
            }
            network.Dispose();
        }
    }

    /// <summary>
    /// <c>kaiming_uniform_</c> with a = √5 has a gain of √(2/(1 + 5)) and bounds of √3·gain/√1280 = 1/√1280; the bias has the same. The
    /// root mean square of n uniform numbers scatters by √(0.8/n)/2 of bound/√3: of 12,800 by 0.4 %.
    /// </summary>
    [Fact]
    public void A_new_classifier_is_uniform_by_its_inputs_bias_and_all_as_a_linear_layer_of_PyTorchs()
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_b0"), 10, seed: 5);
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(1280);

        InitialWeights.DrawClassifier(network, 5);

        var (weight, bias) = (network.state_dict()["classifier.1.weight"], network.state_dict()["classifier.1.bias"]);
        ShouldBeDrawnFrom(new ContinuousUniform(-bound, bound), weight, "classifier");
        double[] weights = [.. weight.flatten().data<float>().ToArray()], biases = [.. bias.data<float>().ToArray()];
        weights.Should().HaveCount(12_800).And.OnlyContain(value => Math.Abs(value) <= (float)bound);
        Math.Sqrt(weights.Average(value => value * value)).Should().BeApproximately(bound / Math.Sqrt(3), 0.02 * bound / Math.Sqrt(3));
        biases.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(value => Math.Abs(value) <= (float)bound);
    }

    [Fact]
    public void A_new_classifier_is_the_same_of_the_same_seed_and_nothing_beside_it_moves()
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10, seed: 5);
        using var other = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10, seed: 6);
        using var scope = NewDisposeScope();
        var before = network.state_dict().ToDictionary(tensor => tensor.Key, tensor => tensor.Value.clone());

        InitialWeights.DrawClassifier(network, 7);
        InitialWeights.DrawClassifier(other, 7);

        foreach (var (name, tensor) in network.state_dict())
        {
            var isNew = name.StartsWith("classifier.", StringComparison.Ordinal);
            tensor.equal(before[name]).all().item<bool>().Should().Be(!isNew, name);
            if (isNew) tensor.equal(other.state_dict()[name]).all().item<bool>().Should().BeTrue(name);
        }
        InitialWeights.DrawClassifier(other, 8);
        other.state_dict()["classifier.1.weight"].equal(network.state_dict()["classifier.1.weight"]).all().item<bool>().Should().BeFalse();
    }

    private static IEnumerable<(Initialisation Rule, EfficientNet Network)> Networks() =>
        Enum.GetValues<Initialisation>()
            .Select(rule => (rule, new EfficientNet(EfficientNetArchitecture.Named("efficientnet_b0"), 10, rule, seed: 5)));

    /// <summary>
    /// Kolmogorov and Smirnov's test: the largest difference between the empirical and the true distribution function
    /// exceeds 1.95/√n with probability 0.001.
    /// </summary>
    private static void ShouldBeDrawnFrom(IContinuousDistribution distribution, Tensor weight, string what)
    {
        var sorted = weight.to(float64).flatten().sort().Values.data<double>().ToArray();
        var distance = sorted.Select((value, i) =>
        {
            var probability = distribution.CumulativeDistribution(value);
            return Math.Max(probability - (double)i / sorted.Length, (i + 1.0) / sorted.Length - probability);
        }).Max();
        distance.Should().BeLessThan(1.95 / Math.Sqrt(sorted.Length), what);
    }
}

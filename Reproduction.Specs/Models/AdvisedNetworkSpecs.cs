using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>A student with a head for each of its advisors.</summary>
[Collection(nameof(Computing))]
public sealed class AdvisedNetworkSpecs : IDisposable
{
    private const string Architecture = "efficientnet_w0.1_d0.2";

    private readonly TemporaryFolder folder = new();
    private readonly AdvisedNetwork network = New(["involution", "convolution"]);
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void In_evaluation_its_answer_is_the_mean_of_all_heads_and_in_training_that_of_its_own()
    {
        var (images, state) = (RandomTensor.Uniform([3, 3, 32, 32], seed: 1), network.state_dict());
        Tensor Head(Tensor pooled, string name) => pooled.matmul(state[$"{name}.weight"].t()) + state[$"{name}.bias"];
        using (no_grad()) state["advisors.involution.bias"].fill_(2);

        foreach (var training in new[] { false, true })
        {
            network.train(training);
            var output = network.Outputs(images, ["stage_2", AdvisedNetwork.TapOf("involution"), "pooled"]);

            var pooled = output.Features["pooled"];
            var own = Head(pooled, "classifier.1");
            Tensor a = Head(pooled, "advisors.convolution"), b = Head(pooled, "advisors.involution");
            Distance(output.Features[AdvisedNetwork.TapOf("involution")], b).Should().BeLessThan(1e-5);
            Distance(output.Logits, training ? own : (own + a + b) / 3).Should().BeLessThan(1e-5);
            Distance(own, (own + a + b) / 3).Should().BeGreaterThan(0.1);
            output.Features.Keys.Should().BeEquivalentTo("stage_2", "pooled", AdvisedNetwork.TapOf("involution"));
            if (!training) Distance(network.Classify(pooled), output.Logits).Should().BeLessThan(1e-5);
        }
    }

    [Fact]
    public void Its_weights_are_the_networks_own_under_their_own_names_and_the_heads_whatever_the_order_of_advisors()
    {
        using var plain = Plain();
        using var other = New(["convolution", "involution"]);

        network.state_dict().Keys.Should().Equal(
            [.. plain.state_dict().Keys, "advisors.convolution.weight", "advisors.convolution.bias", "advisors.involution.weight",
                "advisors.involution.bias"]);
        other.state_dict().Keys.Should().Equal(network.state_dict().Keys);
        foreach (var (name, value) in network.state_dict()) value.equal(other.state_dict()[name]).all().item<bool>().Should().BeTrue(name);
        network.parameters().Sum(parameter => parameter.numel()).Should().Be(
            plain.parameters()
                .Sum(parameter => parameter.numel()) + 2 * 10 * (network.Taps.First(tap => tap.Name == "pooled").Channels + 1));
        using var inner = Plain();
        using var around = new AdvisedNetwork(inner, ["teacher"], Initialisation.FanIn, _ => 0);
        around.Noise.Should().BeSameAs(inner.Noise, "who seeds the masks seeds those that are drawn");
    }

    [Fact]
    public void Evaluate_answers_with_the_mean_of_the_heads_in_a_file()
    {
        using var generator = new Generator(1, CPU);
        foreach (var (name, value) in network.state_dict())
            using (no_grad())
                if (name.StartsWith("advisors.", StringComparison.Ordinal)) value.add_(rand(value.shape, generator: generator));
        Write(network.state_dict());
        EvaluationInputs.WriteImages(folder, "fashion-mnist");

        var evaluated = Evaluate();

        evaluated.ExitCode.Should().Be(0, evaluated.Error);
        evaluated.Output.Should().Contain("the mean of its own head's logits and those for convolution, involution");
        var withHeads = EvaluationInputs.Logits(folder["with.csv"]);
        using var plain = Plain();
        Write(network.state_dict().Where(tensor => plain.state_dict().ContainsKey(tensor.Key)));
        Evaluate().ExitCode.Should().Be(0);
        EvaluationInputs.Logits(folder["with.csv"]).Should().NotEqual(withHeads);
    }

    [Fact]
    public void Inspect_says_whose_heads_a_file_has_and_what_one_lacks()
    {
        using var large = new AdvisedNetwork(
            new EfficientNet(EfficientNetArchitecture.Named("efficientnet_b0"), 10), ["convolution", "involution"], Initialisation.FanIn,
            _ => 1);

        Write(large.state_dict());
        Commands.Program.Run("inspect", folder["weights.safetensors"]).Output.Should().EndWith(
            "has heads for advice beside its own, of convolution, involution: the mean of all heads' logits is its answer\nfits "
            + "efficientnet_b0 with 10 classes\n");
        Write(large.state_dict().Where(tensor => tensor.Key != "advisors.convolution.bias"));
        Commands.Program.Run("inspect", folder["weights.safetensors"]).Output.Should().EndWith(
            "does not fit efficientnet_b0 with 10 classes:\n  advisors.convolution.bias is missing, expected [10]\n");
    }

    [Fact]
    public void A_head_without_its_weight_is_one_line()
    {
        Write(network.state_dict().Where(tensor => tensor.Key != "advisors.involution.weight"));
        EvaluationInputs.WriteImages(folder, "fashion-mnist");

        var evaluated = Evaluate();

        evaluated.ExitCode.Should().Be(2);
        evaluated.Error.Should().MatchRegex(@"^.*weights\.safetensors: .*advisors\.involution\.weight is missing, expected \[10, \d+\]\n$");
    }

    [Fact]
    public void Weights_without_the_heads_do_not_fit_a_network_that_has_them()
    {
        using var plain = Plain();

        var loading = () => StateDict.Load(network, new(new Dictionary<string, string>(), plain.state_dict()), "weights");

        loading.Should().Throw<BadInputException>()
            .WithMessage("weights: does not fit *: advisors.convolution.weight is missing, expected *");
    }

    [Fact]
    public void Weights_of_a_network_for_other_classes_start_one_with_heads_of_its_own()
    {
        using var plain = new EfficientNet(EfficientNetArchitecture.Named(Architecture), 7);
        var before = network.state_dict()["advisors.involution.weight"].clone();

        StateDict.Load(network, new(new Dictionary<string, string>(), plain.state_dict()), "weights", keepClassifier: true).Should()
            .BeTrue();

        network.state_dict()["advisors.involution.weight"].equal(before).all().item<bool>().Should().BeTrue();
        network.state_dict()["features.0.0.weight"].equal(plain.state_dict()["features.0.0.weight"]).all().item<bool>().Should().BeTrue();
    }

    private Commands.Program.Outcome Evaluate() => Commands.Program.Run(
        "evaluate", "--model", Architecture, "--weights", folder["weights.safetensors"], "--dataset", "fashion-mnist", "--data",
        folder["fashion-mnist"],
        "--image-size", "32", "--predictions", folder["with.csv"]);

    private void Write(IEnumerable<KeyValuePair<string, Tensor>> state) =>
        SafeTensors.Write(folder["weights.safetensors"], state.Select(tensor => (tensor.Key, tensor.Value)));

    private static EfficientNet Plain() =>
        new(EfficientNetArchitecture.Named(Architecture), 10, Initialisation.Torchvision, seed: 3, stochasticDepth: 0, dropout: 0);

    private static AdvisedNetwork New(string[] advisors) => new(Plain(), advisors, Initialisation.Torchvision, name => (ulong)name.Length);

    private static double Distance(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}

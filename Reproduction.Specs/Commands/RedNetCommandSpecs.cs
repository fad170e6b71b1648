using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>An involution network wherever a network is asked for by name.</summary>
[Collection(nameof(Computing))]
public sealed class RedNetCommandSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("rednet26_w0.25")]
    [InlineData("rednet26_w0.5_k3")]
    [InlineData("rednet38_w0.25_k3-5-7-7")]
    public void Its_weights_are_recognised_with_depth_width_kernels_and_classes(string name)
    {
        Write(name, classes: 7);

        var json = JsonDocument.Parse(Program.Run("inspect", folder["weights.safetensors"], "--json").Output).RootElement;

        json.GetProperty("architecture").GetString().Should().Be(name);
        json.GetProperty("classes").GetInt32().Should().Be(7);
        json.GetProperty("fits").GetBoolean().Should().BeTrue();
        Program.Run("inspect", folder["weights.safetensors"]).Output.Should().EndWith($"fits {name} with 7 classes\n");
    }

    [Fact]
    public void A_tensor_that_is_missing_is_named()
    {
        Write("rednet26_w0.25", classes: 7, without: "stages.3.0.branch.3.span.bias");

        Program.Run("inspect", folder["weights.safetensors"]).Output.Should()
            .EndWith("does not fit rednet26_w0.25 with 7 classes:\n  stages.3.0.branch.3.span.bias is missing, expected [392]\n");
    }

    [Fact]
    public void Its_weights_are_evaluated_and_those_of_other_classes_or_kernels_are_refused_in_one_line()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        Write("rednet26_w0.25_k3", classes: 10);

        var run = Evaluate("rednet26_w0.25_k3");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should()
            .Contain("rednet26_w0.25_k3 from weights with the names of this program").And.Contain("DI: mean / max of recall");
        Evaluate("rednet26_w0.25_k5")
            .ShouldBeBadInput(
                "does not fit rednet26_w0.25_k5 with 10 classes: stages.0.0.branch.3.span.weight is [9, 4, 1, 1], expected [25, 4, 1, 1]");
        Evaluate("efficientnet_b0").ShouldBeBadInput("has no names of an EfficientNet");
        Write("rednet26_w0.25_k3", classes: 7);
        Evaluate("rednet26_w0.25_k3").ShouldBeBadInput("tells 7 classes apart, expected the 10 of cifar-10");
    }

    [Fact]
    public void It_trains_teaches_and_is_tested_in_a_recipe_to_the_same_bits_each_time()
    {
        string[] red = ["--set", "networks.teacher.architecture=rednet26_w0.25_k3", "--set", "training.epochs=1"];
        foreach (var run in new[] { "one", "other" }) TinyRun.Reproduce(folder[run], red).ExitCode.Should().Be(0);

        TinyRun.ShouldBeEqual(folder["one"], folder["other"]);
        File.ReadAllText(folder["one/seed-1/report.md"]).Should().Contain("rednet26_w0.25_k3");
    }

    [Theory]
    [InlineData("networks.teacher.weights=imagenet",
        "networks.teacher.weights: found 'imagenet', expected random: torchvision's weights are of")]
    [InlineData("networks.teacher.architecture=rednet27", "networks.teacher.architecture: found 'rednet27', expected efficientnet_b0 to ",
        ", or rednet26, 38, 50, 101 or 152")]
    public void What_a_recipe_cannot_have_of_it_is_one_line(string set, params string[] words) =>
        TinyRun.Reproduce(folder["run"], "--set", "networks.teacher.architecture=rednet26_w0.25", "--set", set).ShouldBeBadInput(words);

    private Program.Outcome Evaluate(string model) =>
        Program.Run("evaluate", "--model", model, "--weights", folder["weights.safetensors"], "--dataset", "cifar-10", "--data",
            folder.Path, "--image-size", "32");

    private void Write(string name, int classes, string? without = null)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkArchitecture.Named(name).Build(classes, Initialisation.FanIn, seed: 3);
        // Untrained statistics are those of nothing, and an involution squares what it is given: without kernels nothing overflows.
        using (no_grad())
            foreach (var (key, tensor) in network.state_dict()) if (key.EndsWith("span.weight", StringComparison.Ordinal)) tensor.zero_();
        SafeTensors.Write(folder["weights.safetensors"], network.state_dict().Where(tensor => tensor.Key != without)
            .Select(tensor => (tensor.Key, tensor.Value)));
    }
}

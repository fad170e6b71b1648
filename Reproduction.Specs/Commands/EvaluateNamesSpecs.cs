using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>
/// Weights as other libraries and trainers name and wrap them, against logits that Python computes (<c>golden/evaluation.py</c>).
/// </summary>
[Collection(nameof(Computing))]
public sealed class EvaluateNamesSpecs : IDisposable
{
    private static readonly int[] LayersOfB0 = [1, 2, 2, 3, 3, 4, 1], LayersOfB4 = [2, 4, 4, 6, 6, 8, 2];

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public EvaluateNamesSpecs() => EvaluationInputs.WriteImages(folder, "cifar-10");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Timms_names_give_Pythons_logits()
    {
        Write("timm.safetensors", "efficientnet_b0", name => LibraryNames.Timm(name, LayersOfB0));

        Weights(Evaluate("timm.safetensors", "efficientnet_b0", golden: "efficientnet_b0")).Should()
            .Be(("timm", "", "efficientnet_b0", 1e-5, "symmetric"));
    }

    [Fact]
    public void Torch_compiles_prefix_gives_Pythons_logits()
    {
        Write("compiled.safetensors", "efficientnet_b0", name => $"module._orig_mod.{name}");

        Weights(Evaluate("compiled.safetensors", "efficientnet_b0", golden: "efficientnet_b0")).Should()
            .Be(("torchvision", "module._orig_mod.", "efficientnet_b0", 1e-5, "symmetric"));
    }

    [Fact]
    public void A_Lightning_checkpoint_with_a_B4_under_timms_names_gives_Pythons_logits()
    {
        WriteLightning("lightning.ckpt", "efficientnet_b4", name => $"model.{LibraryNames.Timm(name, LayersOfB4)}");

        Weights(Evaluate("lightning.ckpt", "efficientnet_b4", golden: "efficientnet_b4")).Should()
            .Be(("timm", "model.", "efficientnet_b4", 1e-5, "symmetric"));
    }

    [Theory]
    [InlineData("lukemelas", "efficientnet_b0", "EfficientNet-PyTorch (lukemelas)", "")]
    [InlineData("hugging face", "efficientnet_b0", "Hugging Face transformers", "efficientnet.")]
    [InlineData("timm", "tf_efficientnet_b0", "timm", "")]
    public void Weights_made_for_TensorFlow_are_computed_as_TensorFlow_computes_them(
        string library, string model, string title, string prefix)
    {
        Write("tensorflow.safetensors", "efficientnet_b0", name => library switch
        {
            "lukemelas" => LibraryNames.Lukemelas(name, LayersOfB0),
            "hugging face" => LibraryNames.HuggingFace(name, LayersOfB0),
            _ => LibraryNames.Timm(name, LayersOfB0),
        });

        Weights(Evaluate("tensorflow.safetensors", model, golden: "tf_efficientnet_b0")).Should()
            .Be((title, prefix, "tf_efficientnet_b0", 1e-3, "same"));
    }

    [Fact]
    public void Of_several_networks_in_one_file_the_key_chooses_one()
    {
        using (var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), classes: 10, seed: 1))
            SafeTensors.Write(folder["both.safetensors"], network.state_dict().SelectMany(tensor => new[]
            {
                ($"student.{tensor.Key}", tensor.Value), ($"teacher.model.{tensor.Key}", tensor.Value),
            }));

        Run("both.safetensors", "efficientnet_w0.1_d0.2")
            .ShouldBeBadInput("both.safetensors: holds several networks", "'student.'", "'teacher.model.'", "--key NAME");
        Run("both.safetensors", "efficientnet_w0.1_d0.2", "--key", "pupil")
            .ShouldBeBadInput("holds nothing under 'pupil'", "'student', 'teacher'");
        var run = Run("both.safetensors", "efficientnet_w0.1_d0.2", "--key", "teacher");
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("efficientnet_w0.1_d0.2 from weights with the names of torchvision after 'model.'");
    }

    [Fact]
    public void A_network_without_its_last_layer_is_refused_with_what_was_looked_for()
    {
        Write("headless.safetensors", "efficientnet_w0.1_d0.2",
            name => name.Replace("classifier.1", "other.layer", StringComparison.Ordinal));

        Run("headless.safetensors", "efficientnet_w0.1_d0.2")
            .ShouldBeBadInput("headless.safetensors: has names of torchvision, but no classifier", "classifier.1, classifier, fc or _fc");
    }

    [Fact]
    public void Weights_come_through_a_pipe_too()
    {
        Write("small.safetensors", "efficientnet_w0.1_d0.2", name => name);
        System.Diagnostics.Process.Start("mkfifo", [folder["pipe"]]).WaitForExit();
        using var writer = System.Diagnostics.Process.Start("sh", ["-c", $"cat '{folder["small.safetensors"]}' > '{folder["pipe"]}'"]);

        var run = Run("pipe", "efficientnet_w0.1_d0.2");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Be(Run("small.safetensors", "efficientnet_w0.1_d0.2").Output);
    }

    private JsonElement Evaluate(string weights, string model, string golden)
    {
        var run = Run(weights, model, "--predictions", folder["out.csv"], "--json");
        run.ExitCode.Should().Be(0, run.Error);
        var expected = GoldenValues.Tensors("evaluation", "logits")[golden].Floats;
        EvaluationInputs.Logits(folder["out.csv"]).Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("weights").Clone();
    }

    private Program.Outcome Run(string weights, string model, params string[] more) => Program.Run(
        ["evaluate", "--model", model, "--weights", folder[weights], "--dataset", "cifar-10", "--data", folder.Path, "--image-size", "48",
            .. more]);

    private static (string?, string?, string?, double, string?) Weights(JsonElement said) => (
        said.GetProperty("names").GetString(), said.GetProperty("prefix").GetString(), said.GetProperty("architecture").GetString(),
        said.GetProperty("batch_norm_epsilon").GetDouble(), said.GetProperty("padding").GetString());

    private void Write(string file, string architecture, Func<string, string> rename) =>
        SafeTensors.Write(folder[file], Written(architecture).Select(tensor => (rename(tensor.Name), tensor.Value)));

    /// <summary>A checkpoint in the shape of Lightning's, its hyper-parameters an object of a class that is unknown here.</summary>
    private void WriteLightning(string file, string architecture, Func<string, string> rename)
    {
        var tensors = Written(architecture).Index().ToList();
        var state = TorchFile.Dictionary([.. tensors.Select(tensor => (rename(tensor.Item.Name), TorchFile.Tensor(
            tensor.Item.Value.shape, tensor.Item.Value.stride(), elements: tensor.Item.Value.numel(), key: $"{tensor.Index}",
            type: tensor.Item.Value.dtype == int64 ? "LongStorage" : "FloatStorage")))]);
        byte[] parameters = [.. TorchFile.Global("pytorch_lightning.utilities.parsing", "AttributeDict"), (byte)')', 0x81,
            .. TorchFile.Text("lr"), .. TorchFile.Integer(1), (byte)'s'];
        var checkpoint = TorchFile.Dictionary(
            ("epoch", TorchFile.Integer(3)), ("pytorch-lightning_version", TorchFile.Text("1.9.5")), ("state_dict", state),
            ("loops", [(byte)'}']),
            ("optimizer_states", [(byte)']']), ("hparams_name", TorchFile.Text("kwargs")), ("hyper_parameters", parameters));
        TorchFile.Write(folder[file], TorchFile.Pickle(checkpoint),
            tensors.Select(tensor => ($"archive/data/{tensor.Index}", tensor.Item.Value.bytes.ToArray())));
    }

    private static IEnumerable<(string Name, Tensor Value)> Written(string architecture)
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(architecture), classes: 10);
        return [.. network.state_dict()
            .Select(tensor => (tensor.Key, EvaluationInputs.Weight(tensor.Key, tensor.Value.shape, calm: true)))];
    }
}

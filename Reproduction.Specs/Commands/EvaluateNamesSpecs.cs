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

    /// <summary>Each of these names parts of a network that were compiled alone.</summary>
    [Theory]
    [InlineData("features.", "features._orig_mod.", "")]
    [InlineData("features.1.", "features.1._orig_mod.", "")]
    [InlineData("features.3.0.block.", "features.3._orig_mod.0.block._orig_mod.", "")]
    [InlineData("classifier.1.", "classifier.1._orig_mod.", "")]
    [InlineData("features.", "backbone._orig_mod.features._orig_mod.", "backbone.")]
    public void Parts_that_torch_compiled_give_Pythons_logits(string part, string compiled, string prefix)
    {
        Write("parts.safetensors", "efficientnet_b0",
            name => name.StartsWith(part, StringComparison.Ordinal) ? compiled + name[part.Length..] : name);

        Weights(Evaluate("parts.safetensors", "efficientnet_b0", golden: "efficientnet_b0")).Should()
            .Be(("torchvision", prefix, "efficientnet_b0", 1e-5, "symmetric"));
        Program.Run("inspect", folder["parts.safetensors"]).Output.Should().Contain("fits efficientnet_b0 with 10 classes");
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
    public void Weights_that_say_that_they_are_of_another_EfficientNet_are_not_computed_as_the_one_that_is_asked_for()
    {
        TorchFile.Write(folder["timm.pth.tar"], TorchFile.Pickle(TorchFile.Dictionary(
            ("arch", TorchFile.Text("tf_efficientnet_b0")),
            ("state_dict", TorchFile.Dictionary(("conv_stem.weight", TorchFile.Tensor([1, 1, 2, 2], [4, 4, 2, 1])))))),
            [("archive/data/0", new byte[16])]);
        SafeTensors.Write(folder["hub.safetensors"], [("conv_stem.weight", zeros(1, 1, 2, 2))],
            new Dictionary<string, string> { ["architecture"] = "tf_efficientnet_b0.ns_jft_in1k" });
        SafeTensors.Write(folder["place.safetensors"], [("conv_stem.weight", zeros(1, 1, 2, 2))],
            new Dictionary<string, string> { ["architecture"] = "hf_hub:timm/tf_efficientnet_b0.ns_jft_in1k" });

        SafeTensors.Write(folder["1.safetensors"], [("conv_stem.weight", zeros(1, 1, 2, 2))],
            new Dictionary<string, string> { ["architecture"] = "tf_efficientnet_b0" });
        File.WriteAllText(folder["shards.index.json"], """{"weight_map": {"conv_stem.weight": "1.safetensors"}}""");

        foreach (var (file, said) in new[]
        {
            ("timm.pth.tar", "tf_efficientnet_b0"), ("shards.index.json", "tf_efficientnet_b0"),
            ("hub.safetensors", "tf_efficientnet_b0.ns_jft_in1k"),
            ("place.safetensors", "hf_hub:timm/tf_efficientnet_b0.ns_jft_in1k"),
        })
            Run(file, "efficientnet_b0")
                .ShouldBeBadInput($"{file}: says that it is a {said}, expected --model tf_efficientnet_b0, found efficientnet_b0");
        Run("timm.pth.tar", "tf_efficientnet_b0").Error.Should().NotContain("says that it is");
    }

    [Theory]
    [InlineData("neck.weight", new long[] { 128 }, "'neck.weight' takes the 128 features of the network")]
    [InlineData("head.weight", new long[] { 10, 128 }, "'head.weight' takes the 128 features of the network")]
    [InlineData("0.mean", new long[] { 1, 3, 1, 1 }, "'0.mean' normalises the input otherwise than by ImageNet's", "--mean and --std")]
    [InlineData("normalizer.new_mean", new long[] { 3, 1, 1 }, "'normalizer.new_mean' normalises the input otherwise")]
    [InlineData("pixel_std", new long[] { 3 }, "'pixel_std' normalises the input otherwise")]
    [InlineData("fc.weight", new long[] { 10, 10 }, "'fc.weight' may change the 10 logits of the network")]
    [InlineData("temperature", new long[] { 1 }, "'temperature' may change the 10 logits of the network")]
    [InlineData("calibration.scale", new long[] { 1 }, "'calibration.scale' may change the 10 logits")]
    [InlineData("criterion.weight", new long[] { 10 })]
    [InlineData("center_loss.centers", new long[] { 10, 128 })]
    public void What_may_take_part_in_a_networks_answer_is_not_passed_over(string name, long[] shape, params string[] words)
    {
        SafeTensors.Write(folder["beside.safetensors"], Written("efficientnet_w0.1_d0.2")
            .Select(tensor => ($"backbone.{tensor.Name}", tensor.Value)).Append((name, zeros(shape))));

        var run = Run("beside.safetensors", "efficientnet_w0.1_d0.2");

        if (words.Length == 0) run.ExitCode.Should().Be(0, run.Error);
        else run.ShouldBeBadInput(words);
    }

    [Fact]
    public void A_norm_behind_the_last_layer_does_not_take_that_layers_name()
    {
        SafeTensors.Write(folder["normed.safetensors"], Written("efficientnet_w0.1_d0.2")
            .Select(tensor => (tensor.Name.Replace("classifier.1", "classifier.0"), tensor.Value))
            .Concat([("classifier.1.weight", zeros(10)), ("classifier.1.bias", zeros(10))]));

        Run("normed.safetensors", "efficientnet_w0.1_d0.2").ShouldBeBadInput("are both classifier.1.weight of the network, expected one");
    }

    [Fact]
    public void What_becomes_of_an_image_is_said_and_can_be_another_normalisation_than_ImageNets()
    {
        Write("small.safetensors", "efficientnet_w0.1_d0.2", name => name);

        Run("small.safetensors", "efficientnet_w0.1_d0.2").Output.Should().Contain(
            "\ntest images at 48 px, bilinear as Pillow, mean 0.485,0.456,0.406, standard deviation 0.229,0.224,0.225\n");
        var other = Run("small.safetensors", "efficientnet_w0.1_d0.2", "--mean", "0.5,0.5,0.5", "--std", "0.25,0.25,0.25", "--json");
        var input = JsonDocument.Parse(other.Output).RootElement.GetProperty("input");
        input.GetProperty("split").GetString().Should().Be("test");
        input.GetProperty("mean").EnumerateArray().Select(value => value.GetSingle()).Should().Equal(0.5f, 0.5f, 0.5f);
        input.GetProperty("std").EnumerateArray().Select(value => value.GetSingle()).Should().Equal(0.25f, 0.25f, 0.25f);
        JsonDocument.Parse(Run("small.safetensors", "efficientnet_w0.1_d0.2", "--json").Output).RootElement.GetProperty("nll").GetDouble()
            .Should().NotBe(JsonDocument.Parse(other.Output).RootElement.GetProperty("nll").GetDouble());
        Run("small.safetensors", "efficientnet_w0.1_d0.2", "--std", "0.25,0,0.25")
            .ShouldBeBadInput("--std 0.25,0,0.25: expected three numbers from 0 to 1", "none of them 0");
        Run("small.safetensors", "efficientnet_w0.1_d0.2", "--mean", "124,116,104")
            .ShouldBeBadInput("--mean 124,116,104: expected three numbers");
    }

    [Fact]
    public void Weights_that_say_which_class_is_which_must_say_what_the_data_set_does()
    {
        void WithClasses(params string[] names) => SafeTensors.Write(folder["said.safetensors"],
            Written("efficientnet_w0.1_d0.2").Select(tensor => (tensor.Name, tensor.Value)),
            new Dictionary<string, string> { ["classes"] = JsonSerializer.Serialize(names) });
        string[] official = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

        WithClasses(official);
        Run("said.safetensors", "efficientnet_w0.1_d0.2").Error.Should().BeEmpty();
        WithClasses([.. official.Reverse()]);
        Run("said.safetensors", "efficientnet_w0.1_d0.2").ShouldBeBadInput(
            "says that its classes are truck,ship,", "expected the order of cifar-10, airplane,automobile,");
        WithClasses([.. official.Select((_, c) => $"n{c}")]);
        var others = Run("said.safetensors", "efficientnet_w0.1_d0.2");
        others.ExitCode.Should().Be(0);
        others.Error.Should().Contain("its classes are called n0, n1, n2, …").And.Contain("nothing says which is which");
    }

    [Fact]
    public void Weights_that_say_that_their_images_were_others_are_computed_with_a_warning_in_one_line()
    {
        SafeTensors.Write(folder["input.safetensors"], Written("efficientnet_w0.1_d0.2").Select(tensor => (tensor.Name, tensor.Value)),
            new Dictionary<string, string> { ["mean"] = "[0.5, 0.5, 0.5]", ["std"] = "[0.25, 0.25, 0.25]", ["image_size"] = "48" });

        var other = Run("input.safetensors", "efficientnet_w0.1_d0.2");
        other.ExitCode.Should().Be(0);
        other.Error.Should().Be(
            $"reproduction: warning: {folder["input.safetensors"]}: says that its network was made for images that are prepared otherwise: "
            + "expected --mean 0.5,0.5,0.5 --std 0.25,0.25,0.25, found --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225\n");
        Run("input.safetensors", "efficientnet_w0.1_d0.2", "--mean", "0.5,0.5,0.5", "--std", "0.25,0.25,0.25").Error.Should().BeEmpty();
    }

    [Fact]
    public void A_checkpoint_of_torch_save_says_its_classes_by_their_places_or_in_a_list()
    {
        PickledDictionary places = new(), checkpoint = new(), other = new();
        PickledList list = new();
        foreach (var (name, place) in new[] { ("dog", 1L), ("cat", 0) }) places.Add(name, place);
        foreach (var name in new[] { "dog", "cat" }) list.Add(name);
        checkpoint.Add("class_to_idx", places);
        other.Add("classes", list);

        SaidBeside.ClassNames(SaidBeside.In(checkpoint)).Should().Equal("cat", "dog");
        SaidBeside.ClassNames(SaidBeside.In(other)).Should().Equal("dog", "cat");
        SaidBeside.ClassNames(SaidBeside.In(places)).Should().BeNull();
        var tuple = new PickledDictionary();
        tuple.Add("classes", new PickledTuple(["dog", "cat"]));
        SaidBeside.ClassNames(SaidBeside.In(tuple)).Should().Equal("dog", "cat");
        SaidBeside.ClassNames(new Dictionary<string, string> { ["class_to_idx"] = """{"dog": 1, "cat": 0}""" })
            .Should().Equal("cat", "dog");
        SaidBeside.ClassNames(new Dictionary<string, string> { ["class_names"] = """["dog", "cat"]""" }).Should().Equal("dog", "cat");
    }

    [Fact]
    public void A_checkpoint_says_its_architecture_in_arguments_of_any_kind()
    {
        PickledDictionary arguments = new(), checkpoint = new();
        arguments.Add("model", "timm/tf_efficientnet_b0.ns_jft_in1k");
        checkpoint.Add("arch", "EfficientNet");
        checkpoint.Add("args", arguments);

        SaidBeside.In(checkpoint)[SaidBeside.Architecture].Should().Be("timm/tf_efficientnet_b0.ns_jft_in1k");
    }

    [Fact]
    public void A_RedNet_of_a_wrapped_network_is_read_as_inspect_says()
    {
        using (var network = NetworkArchitecture.Named("rednet26_w0.25").Build(10))
            SafeTensors.Write(folder["red.safetensors"], network.state_dict().Select(tensor => ($"module.{tensor.Key}", tensor.Value)));

        var run = Run("red.safetensors", "rednet26_w0.25");

        run.ExitCode.Should().Be(0, run.Error);
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

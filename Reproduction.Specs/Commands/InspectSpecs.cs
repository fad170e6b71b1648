using System.Diagnostics;
using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Specs.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

public sealed class InspectSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_of_PyTorch_is_listed_tensor_by_tensor()
    {
        File.WriteAllBytes(folder["dtypes.pth"], GoldenWeights.Bytes("dtypes"));

        var run = Program.Run("inspect", folder["dtypes.pth"]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Be(
            """
            tensor    dtype     shape  bytes
            float64   float64   5         40
            float32   float32   5         20
            float16   float16   5         10
            bfloat16  bfloat16  5         10
            int64     int64     4         32
            int32     int32     4         16
            int16     int16     4          8
            int8      int8      4          4
            uint8     uint8     4          4
            bool      bool      3          3

            torch.save: 10 tensors, 43 parameters, 147 bytes
            fits none of efficientnet_b0 to efficientnet_b7

            """);
    }

    [Fact]
    public void A_network_of_other_multipliers_is_told_where_it_can_be_used()
    {
        Write("scaled.safetensors", "efficientnet_w0.25_d0.2", 10);

        Program.Run("inspect", folder["scaled.safetensors"]).Output.Should().EndWith(
            "fits none of efficientnet_b0 to efficientnet_b7; if it is one of other multipliers, evaluate --model efficientnet_wW_dD takes "
            + "it\n");
    }

    /// <summary>5,288,548 parameters at 1000 classes, as torchvision documents; running statistics are none.</summary>
    [Theory]
    [InlineData("efficientnet_b0", 1000, 5_288_548)]
    [InlineData("efficientnet_b1", 10, 6_525_994)]
    [InlineData("efficientnet_b2", 10, 7_715_084)]
    public void Weights_of_the_family_are_recognised_with_their_number_of_classes(string name, int classes, long parameters)
    {
        Write("weights.safetensors", name, classes);

        var json = Json("weights.safetensors");

        json.GetProperty("format").GetString().Should().Be("safetensors");
        json.GetProperty("architecture").GetString().Should().Be(name);
        json.GetProperty("classes").GetInt32().Should().Be(classes);
        json.GetProperty("fits").GetBoolean().Should().BeTrue();
        json.GetProperty("differences").GetArrayLength().Should().Be(0);
        json.GetProperty("total_parameters").GetInt64().Should().Be(parameters);
        var first = json.GetProperty("tensors")[0];
        (first.GetProperty("name").GetString(), first.GetProperty("dtype").GetString(), first.GetProperty("bytes").GetInt64(),
            first.GetProperty("shape").ToString())
            .Should().Be(("features.0.0.weight", "float32", 32 * 3 * 3 * 3 * 4L, "[32,3,3,3]"));
        Program.Run("inspect", folder["weights.safetensors"]).Output.Should().EndWith($"fits {name} with {classes} classes\n");
    }

    [Fact]
    public void A_missing_and_an_unexpected_tensor_and_another_shape_are_listed_with_both_shapes()
    {
        Write("weights.safetensors", "efficientnet_b0", 10, tensors => tensors
            .Where(tensor => tensor.Name != "features.3.0.block.1.1.bias")
            .Select(tensor => tensor.Name == "features.0.1.weight" ? (tensor.Name, ones(7)) : tensor)
            .Append(("extra.weight", ones(2, 3))));

        var run = Program.Run("inspect", folder["weights.safetensors"]);

        run.Output.Should().EndWith(
            """
            does not fit efficientnet_b0 with 10 classes:
              features.0.1.weight is [7], expected [32]
              features.3.0.block.1.1.bias is missing, expected [144]
              extra.weight [2, 3] is unexpected

            """);
        Json("weights.safetensors").GetProperty("fits").GetBoolean().Should().BeFalse();
        Json("weights.safetensors").GetProperty("differences").GetArrayLength().Should().Be(3);
    }

    [Fact]
    public void A_file_that_claims_billions_of_classes_makes_no_network_of_them()
    {
        Write("weights.safetensors", "efficientnet_b0", 10, tensors => tensors
            .Select(tensor => tensor.Name == "classifier.1.weight" ? (tensor.Name, zeros(int.MaxValue, 0)) : tensor));

        var json = Json("weights.safetensors");

        json.GetProperty("classes").GetInt32().Should().Be(1000, "as where nothing is said of them");
        json.GetProperty("fits").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public void Another_network_is_not_taken_for_one_of_the_family()
    {
        Write("weights.safetensors", "efficientnet_w0.1_d0.2", 10);

        Json("weights.safetensors").GetProperty("architecture").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Free_text_beside_the_tensors_is_shown_on_one_line_each()
    {
        SafeTensors.Write(folder["text.safetensors"], [("x", ones(2))], new Dictionary<string, string> { ["note"] = "two\nlines" });

        Program.Run("inspect", folder["text.safetensors"]).Output.Should().Contain("metadata note: two\\u000alines\n");
        Json("text.safetensors").GetProperty("metadata").GetProperty("note").GetString().Should().Be("two\nlines");
    }

    [Theory]
    [InlineData("posix.system zip", "'posix.system'")]
    [InlineData("posix.system legacy_beside", "'posix.system'")]
    [InlineData("torch.nn.modules.linear.Linear whole_model", "'torch.nn.modules.linear.Linear'")]
    public void What_is_not_read_is_refused_in_one_line(string golden, string expected)
    {
        File.WriteAllBytes(folder["file.pth"], GoldenWeights.Bytes(golden));

        Program.Run("inspect", folder["file.pth"]).ShouldBeBadInput("file.pth", expected);
    }

    [Theory]
    [InlineData("cat '{0}' | '{1}' inspect -")]
    [InlineData("cat '{0}' | '{1}' inspect /dev/stdin")]
    [InlineData("'{1}' inspect - < '{0}'")]
    [InlineData("'{1}' inspect <(cat '{0}')")]
    public void Standard_input_and_process_substitution_are_read_as_the_file_is(string command)
    {
        File.WriteAllBytes(folder["dtypes.pth"], GoldenWeights.Bytes("dtypes"));
        command = string.Format(null, command, folder["dtypes.pth"], Repository.Executable);

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();

        shell.ExitCode.Should().Be(0);
        output.Should().Be(Program.Run("inspect", folder["dtypes.pth"]).Output);
    }

    [Fact]
    public void Whose_names_they_are_is_said_and_what_else_they_could_mean()
    {
        int[] layers = [1, 2, 2, 3, 3, 4, 1];
        Write("timm.safetensors", "efficientnet_b0", 10,
            tensors => tensors.Select(tensor => ($"model.{LibraryNames.Timm(tensor.Name, layers)}", tensor.Value))
                .Append(("criterion.weight", ones(10))));

        Program.Run("inspect", folder["timm.safetensors"]).Output.Should().EndWith(
            """
            names of timm after 'model.'
            (timm's tf_efficientnet_b0 has the same names: if these are its weights, say --model tf_efficientnet_b0)
            beside the network, not its own: criterion.weight
            fits efficientnet_b0 with 10 classes

            """);
        (Json("timm.safetensors").GetProperty("names").GetString(), Json("timm.safetensors").GetProperty("prefix").GetString()).Should()
            .Be(("timm", "model."));
    }

    [Fact]
    public void A_second_network_under_a_name_that_nobody_thought_of_is_a_second_network()
    {
        byte[] tensor = TorchFile.Tensor([4], [1]), network = TorchFile.Dictionary(("module.features.0.0.weight", tensor));
        byte[] whole = [.. TorchFile.Global("my", "Net"), (byte)'(', .. tensor, (byte)'t', (byte)'R'];
        Program.Outcome Of(params (string, byte[])[] parts)
        {
            File.Delete(folder["one.pth"]);
            TorchFile.Write(folder["one.pth"], TorchFile.Pickle(TorchFile.Dictionary(parts)), [("archive/data/0", new byte[16])]);
            return Program.Run("inspect", folder["one.pth"]);
        }

        Of(("model", network), ("ema_model_state_dict", network))
            .ShouldBeBadInput("holds several networks: found 'model', 'ema_model_state_dict'; choose one with --key NAME");
        Of(("state_dict", network), ("callbacks", TorchFile.Dictionary(("EMA", TorchFile.Dictionary(("ema_state_dict", network))))))
            .ShouldBeBadInput("holds several networks: found 'state_dict', 'callbacks'");
        Of(("model", network), ("ema", whole))
            .ShouldBeBadInput("holds several networks: found 'model', 'ema' (an object of 'my.Net', which is not rebuilt)");
        byte[] pair = TorchFile.Dictionary(("student.features.0.0.weight", tensor), ("teacher.features.0.0.weight", tensor));
        Of(("state_dict", pair), ("callbacks", network)).ShouldBeBadInput("holds several networks");
        Program.Run("inspect", folder["one.pth"], "--key", "student").Error.Should().BeEmpty("it lies within the one that is known");
        Of(("model", network), ("criterion", TorchFile.Dictionary(("weight", tensor)))).Error.Should().BeEmpty();
    }

    [Fact]
    public void What_stands_beside_a_network_in_a_checkpoint_is_listed_but_for_a_trainings_state()
    {
        byte[] tensor = TorchFile.Tensor([4], [1]), inner = TorchFile.Dictionary(("weight", tensor));
        TorchFile.Write(folder["one.pth"], TorchFile.Pickle(TorchFile.Dictionary(
            ("state_dict", TorchFile.Dictionary(("features.0.0.weight", tensor))), ("calibrator", inner), ("temperature", tensor),
            ("optimizer", inner))), [("archive/data/0", new byte[16])]);

        Program.Run("inspect", folder["one.pth"]).Output.Should()
            .Contain("\nbeside them in the checkpoint: calibrator.weight, temperature\n");
        Program.Run("inspect", folder["one.pth"], "--key", "state_dict").Output.Should().NotContain("beside them");
    }

    [Theory]
    [InlineData("ema", "")]
    [InlineData("swa", "")]
    [InlineData("ema", "model.")]
    public void A_network_at_the_top_beside_one_under_a_key_is_one_of_two(string key, string prefix)
    {
        byte[] stem = TorchFile.Tensor([4], [1]), other = TorchFile.Tensor([2, 2], [2, 1]);
        TorchFile.Write(folder["two.pth"], TorchFile.Pickle(TorchFile.Dictionary(
            ($"{prefix}features.0.0.weight", stem), (key, TorchFile.Dictionary(("features.0.0.weight", other))))),
            [("archive/data/0", new byte[16])]);
        string? Shape(params string[] more)
        {
            var run = Program.Run(["inspect", folder["two.pth"], "--json", .. more]);
            run.ExitCode.Should().Be(0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("tensors")[0].GetProperty("shape").ToString();
        }

        Program.Run("inspect", folder["two.pth"]).ShouldBeBadInput(
            $"two.pth: holds several networks: found '.' (the tensors beside the rest), '{key}'; choose one with --key NAME");
        Shape("--key", ".").Should().Be("[4]");
        Shape("--key", key).Should().Be("[2,2]");
        if (prefix.Length > 0) Shape("--key", prefix.TrimEnd('.')).Should().Be("[4]");
    }

    [Fact]
    public void A_network_at_the_top_is_alone_where_what_is_called_a_model_beside_it_holds_none()
    {
        byte[] tensor = TorchFile.Tensor([4], [1]);
        TorchFile.Write(folder["one.pth"], TorchFile.Pickle(TorchFile.Dictionary(
            ("features.0.0.weight", tensor), ("state", TorchFile.Dictionary(("step", tensor))))), [("archive/data/0", new byte[16])]);

        var run = Program.Run("inspect", folder["one.pth"]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("features.0.0.weight").And.NotContain("step");
    }

    [Fact]
    public void The_key_of_a_network_is_what_its_names_begin_with_behind_what_all_begin_with()
    {
        SafeTensors.Write(
            folder["two.safetensors"],
            [("model.student.features.0.0.weight", ones(4, 3, 1, 1)), ("model.teacher.features.0.0.weight", ones(8, 3, 1, 1))]);
        string First(string key) => Program.Run("inspect", folder["two.safetensors"], "--key", key).Output;

        Program.Run("inspect", folder["two.safetensors"]).Output.Should()
            .Contain("names of torchvision after 'student.', names of torchvision after 'teacher.'; choose one with --key NAME");
        First("student").Should().Contain("4×3×1×1").And.NotContain("8×3×1×1");
        First("model.teacher").Should().Contain("8×3×1×1").And.NotContain("4×3×1×1");
        Program.Run("inspect", folder["two.safetensors"], "--key", "pupil").ShouldBeBadInput(
            "holds nothing under 'pupil'; its names begin with 'student', 'teacher' after 'model.'");
    }

    [Fact]
    public void Of_several_networks_the_key_chooses_one()
    {
        byte[] network = [.. TorchFile.Dictionary(("w", TorchFile.Tensor([4], [1])))];
        TorchFile.Write(folder["both.pth"], TorchFile.Pickle(TorchFile.Dictionary(("model", network), ("model_ema", network))),
            [("archive/data/0", new byte[16])]);

        Program.Run("inspect", folder["both.pth"])
            .ShouldBeBadInput("both.pth: holds several networks: found 'model', 'model_ema'; choose one with --key NAME");
        Program.Run("inspect", folder["both.pth"], "--key", "ema")
            .ShouldBeBadInput("both.pth: holds nothing under 'ema': found 'model', 'model_ema'");
        Program.Run("inspect", folder["both.pth"], "--key", "model_ema").ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_named()
    {
        Program.Run("inspect", folder["absent.pth"]).ShouldBeBadInput("absent.pth: no such file");
        Program.Run("inspect", folder.Path).ShouldBeBadInput("a folder");
    }

    private JsonElement Json(string file)
    {
        var run = Program.Run("inspect", folder[file], "--json");
        run.ExitCode.Should().Be(0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    private void Write(
        string file, string architecture, int classes, Func<IEnumerable<(string Name, Tensor Value)>,
        IEnumerable<(string, Tensor)>>? change = null)
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named(architecture), classes);
        var tensors = network.state_dict().Select(tensor => (tensor.Key, tensor.Value));
        SafeTensors.Write(folder[file], change?.Invoke(tensors) ?? tensors);
    }
}

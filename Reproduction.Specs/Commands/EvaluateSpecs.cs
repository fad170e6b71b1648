using System.Text.Json;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Computing))]
public sealed class EvaluateSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("cifar-10", 48)]
    [InlineData("fashion-mnist", 40)]
    public void Logits_of_PyTorchs_weights_are_those_that_Python_computes_from_the_same_images(string dataset, int size)
    {
        EvaluationInputs.WriteImages(folder, dataset);
        using (var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_b0"), classes: 10))
            SafeTensors.Write(folder["weights.safetensors"],
                network.state_dict().Select(tensor => (tensor.Key, EvaluationInputs.Weight(tensor.Key, tensor.Value.shape))));

        var run = Evaluate("efficientnet_b0", "weights.safetensors", dataset, "--image-size", $"{size}", "--predictions", folder["out.csv"],
            "--json");

        run.ExitCode.Should().Be(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("images").GetInt32().Should().Be(EvaluationInputs.Images);
        json.RootElement.GetProperty("per_class").GetArrayLength().Should().Be(10);
        var data = json.RootElement.GetProperty("data");
        data.GetProperty("name").GetString().Should().Be(dataset);
        data.GetProperty("place").GetString().Should().StartWith(folder.Path);
        data.GetProperty("source").GetString().Should().NotBeEmpty();
        data.GetProperty("fingerprint").GetString().Should().MatchRegex("^[0-9a-f]{64}$");
        var expected = GoldenValues.Tensors("evaluation", "logits")[$"{dataset} at {size}"].Floats;
        var rows = File.ReadAllLines(folder["out.csv"])[1..];
        rows.Select((row, i) => row.StartsWith($"{i},{EvaluationInputs.Label(i)},", StringComparison.Ordinal)).Should()
            .OnlyContain(right => right);
        EvaluationInputs.Logits(folder["out.csv"]).Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-4f);
    }

    [Fact]
    public void Without_json_the_table_has_the_data_sets_class_names()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");

        var run = Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", "--image-size", "32", "--split", "train", "--resize",
            "tensor");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should()
            .StartWith($"data: cifar-10 in {folder.Path}").And.MatchRegex("^data: .*; fingerprint [0-9a-f]{64}\n").And.Contain(
                "airplane").And.Contain("truck").And.Contain("DI: mean / max of recall");
    }

    [Theory]
    [InlineData("train", 5 * EvaluationInputs.Images)]
    [InlineData("test", EvaluationInputs.Images)]
    public void The_split_that_is_asked_for_is_evaluated(string split, int images)
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");

        var run = Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", "--image-size", "32", "--split", split, "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("images").GetInt32().Should().Be(images);
    }

    [Fact]
    public void Any_size_of_a_batch_gives_the_same_logits_to_the_rounding_of_float32()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");
        float[] Logits(string batch)
        {
            Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", "--image-size", "32", "--device", "cpu", "--batch", batch,
                "--predictions", folder["out.csv"]).ExitCode.Should().Be(0);
            return EvaluationInputs.Logits(folder["out.csv"]);
        }

        Logits("5").Zip(Logits("100"), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
    }

    [Theory]
    [InlineData("--batch", "0", "--batch: found 0, expected 1 to 4096")]
    [InlineData("--device", "gpu", "--device: found 'gpu', expected cpu or cuda")]
    public void A_batch_or_a_device_that_cannot_be_is_refused(string option, string value, string words)
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");

        Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", "--image-size", "32", option, value).ShouldBeBadInput(words);
    }

    [Theory]
    [InlineData("of another architecture", "efficientnet_b0", 10, "does not fit efficientnet_b0 with 10 classes", "features.0.0.weight")]
    [InlineData("of another number of classes", "efficientnet_w0.1_d0.2", 7, "tells 7 classes apart, expected the 10 of cifar-10",
        "weights.safetensors")]
    [InlineData("of an unknown architecture", "efficientnet_b9", 10, "efficientnet_b9", "expected efficientnet_b0 to efficientnet_b7")]
    public void Weights_are_refused(string what, string model, int classes, params string[] words)
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("weights.safetensors", classes);

        what.Should().NotBeEmpty();
        Evaluate(model, "weights.safetensors", "cifar-10", "--image-size", "32").ShouldBeBadInput(words);
    }

    [Fact]
    public void A_place_for_the_predictions_that_cannot_be_written_does_not_cost_the_figures()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");

        var run = Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", "--image-size", "32", "--predictions",
            folder["none/out.csv/"]);

        run.ShouldBeBadInput("out.csv");
        run.Output.Should().Contain("DI: mean / max of recall");
    }

    [Fact]
    public void A_weight_that_is_not_a_number_is_refused_by_its_tensors_name()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("nan.safetensors", change: (name, value) => name == "features.1.0.block.0.0.weight"
            ? full_like(value, float.NaN)
            : value);

        Evaluate("efficientnet_w0.1_d0.2", "nan.safetensors", "cifar-10", "--image-size", "32")
            .ShouldBeBadInput("nan.safetensors", "features.1.0.block.0.0.weight", "not finite");
    }

    [Fact]
    public void Finite_weights_whose_logits_overflow_are_refused_too()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("huge.safetensors", change: (name, value) => name switch
        {
            "features.8.1.bias" => full_like(value, 1e6f),
            "classifier.1.weight" => full_like(value, 3e38f),
            _ => value,
        });

        Evaluate("efficientnet_w0.1_d0.2", "huge.safetensors", "cifar-10", "--image-size", "32")
            .ShouldBeBadInput("huge.safetensors: image 0 gets the logit", "finite");
    }

    [Fact]
    public void A_file_that_is_not_there_or_holds_another_network_is_named()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        SafeTensors.Write(folder["other.safetensors"], [("fc.weight", zeros(10, 4))]);

        Evaluate("efficientnet_b0", "absent.pth", "cifar-10", "--image-size", "32").ShouldBeBadInput("absent.pth: no such file");
        Evaluate("efficientnet_b0", "other.safetensors", "cifar-10", "--image-size", "32")
            .ShouldBeBadInput("other.safetensors: has no names of an EfficientNet", "'fc.weight'");
    }

    [Fact]
    public void A_pickle_that_calls_the_system_is_refused_by_name_and_nothing_is_run()
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        File.WriteAllBytes(folder["evil.pth"], Models.Weights.GoldenWeights.Bytes("posix.system zip"));

        Evaluate("efficientnet_b0", "evil.pth", "cifar-10", "--image-size", "32")
            .ShouldBeBadInput("evil.pth", "'posix.system'", "nothing was run");
    }

    [Theory]
    [InlineData("--split", "validation", "expected test or train")]
    [InlineData("--resize", "bicubic", "expected pil or tensor")]
    [InlineData("--image-size", "0", "expected 1 to 1024")]
    [InlineData("--image-size", "wide", "wide")]
    public void A_wrong_value_is_answered_with_those_that_are_right(string option, string value, string expected)
    {
        EvaluationInputs.WriteImages(folder, "cifar-10");
        WriteWeights("small.safetensors");
        string[] size = option == "--image-size" ? [] : ["--image-size", "32"];

        Evaluate("efficientnet_w0.1_d0.2", "small.safetensors", "cifar-10", [.. size, option, value]).ShouldBeBadInput(option, expected);
    }

    [Fact]
    public void A_data_set_that_is_nowhere_is_answered_with_how_to_get_it() =>
        Evaluate("efficientnet_b0", "any.pth", "unheard-of", "--image-size", "32")
            .ShouldBeBadInput("data set unheard-of: not found in", "data import");

    private Program.Outcome Evaluate(string model, string weights, string dataset, params string[] more) =>
        Program.Run(["evaluate", "--model", model, "--weights", folder[weights], "--dataset", dataset, "--data", folder.Path, .. more]);

    private void WriteWeights(string file, int classes = 10, Func<string, Tensor, Tensor>? change = null)
    {
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), classes, seed: 3);
        SafeTensors.Write(folder[file],
            network.state_dict().Select(tensor => (tensor.Key, change?.Invoke(tensor.Key, tensor.Value) ?? tensor.Value)));
    }
}

using System.Text.Json;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Alone))]
public sealed class BenchSpecs
{
    [Theory]
    [InlineData("train")]
    [InlineData("distill")]
    [InlineData("eval")]
    public void A_measurement_is_one_object_with_the_names_that_checks_rely_on(string kind)
    {
        var run =
            Program.Run(["bench", kind, "--model", "efficientnet_w0.1_d0.2", "--image-size", "32", "--batch", "4", "--steps", "2",
                "--json"]);

        run.ExitCode.Should().Be(0, run.Error);
        var measured = JsonDocument.Parse(run.Output).RootElement;
        measured.GetProperty("images_per_second").GetDouble().Should().BePositive();
        measured.GetProperty("cpu_seconds_per_image").GetDouble().Should().BePositive();
        measured.GetProperty("threads").GetInt32().Should().Be(TorchSharp.torch.get_num_threads());
        measured.GetProperty("cores_busy").GetDouble().Should().BeApproximately(
            measured.GetProperty("images_per_second").GetDouble() * measured.GetProperty("cpu_seconds_per_image").GetDouble(), 1e-6);
        measured.GetProperty("peak_memory_bytes").GetInt64().Should().BeGreaterThan(1 << 20);
    }

    [Fact]
    public void Without_the_kernels_the_measurement_says_so()
    {
        var run = Program.Run(
            ["bench", "train", "--model", "efficientnet_w0.1_d0.2", "--image-size", "32", "--batch", "4", "--steps", "1",
                "--plain-kernels"]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().EndWith("(plain)\n");
    }

    [Fact]
    public void A_step_has_shares_that_add_up_to_it()
    {
        var run =
            Program.Run(["bench", "share", "--model", "efficientnet_w0.1_d0.2", "--image-size", "32", "--batch", "4", "--steps", "1"]);

        run.ExitCode.Should().Be(0, run.Error);
        var shares = JsonDocument.Parse(run.Output).RootElement;
        shares.GetProperty("threads").GetInt32().Should().Be(TorchSharp.torch.get_num_threads());
        string[] names = ["convolution", "depthwise", "batch_norm", "activation", "excitation", "packing", "optimiser", "rest"];
        names.Sum(name => shares.GetProperty(name).GetDouble()).Should().BeApproximately(shares.GetProperty("step").GetDouble(), 1e-6);
        var floor = shares.GetProperty("floor").GetDouble();
        // Training computes each product three times.
        shares.GetProperty("evaluation_floor").GetDouble().Should().BePositive().And.BeLessThan(floor / 2);
    }

    [Fact]
    public void A_teacher_that_answers_in_each_step_is_measured_with_it()
    {
        string[] common = ["--model", "efficientnet_w0.1_d0.2", "--image-size", "32", "--batch", "4", "--steps", "3", "--json"];

        var run = Program.Run(["bench", "distill", "--teacher", "efficientnet_w0.7_d0.4", .. common]);

        run.ExitCode.Should().Be(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("images_per_second").GetDouble().Should().BePositive();
    }

    [Theory]
    [InlineData("bench: found 'fly'", "fly", "--image-size", "32", "--batch", "4", "--steps", "1")]
    [InlineData("--batch: found 1", "train", "--image-size", "32", "--batch", "1", "--steps", "1")]
    [InlineData("--steps: found 0", "train", "--image-size", "32", "--batch", "4", "--steps", "0")]
    [InlineData("--image-size: found 0", "eval", "--image-size", "0", "--batch", "4", "--steps", "1")]
    [InlineData("--teacher: found with train", "train", "--teacher", "efficientnet_b4", "--image-size", "32", "--batch", "4",
        "--steps", "1")]
    [InlineData("--data: found without --dataset", "train", "--data", "nowhere", "--image-size", "32", "--batch", "4", "--steps", "1")]
    [InlineData("bench share: found --dataset", "share", "--dataset", "fashion-mnist", "--image-size", "32", "--batch", "4",
        "--steps", "1")]
    [InlineData("'b4'", "distill", "--teacher", "b4", "--image-size", "32", "--batch", "4", "--steps", "1")]
    public void What_cannot_be_measured_is_named_with_what_was_expected(string message, string kind, params string[] options)
    {
        var run = Program.Run(["bench", kind, "--model", "efficientnet_b0", .. options]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(message).And.Contain("expected");
    }
}

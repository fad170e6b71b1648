using System.Text.Json;
using Reproduction.Commands;
using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Reporting.Machines;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Specs.KnownAnswers;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Computing))]
public sealed class CheckSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_page_says_what_computes_here_and_what_the_known_answers_were()
    {
        var (exitCode, output) = Page(FaultyOperations.None, asJson: false);

        exitCode.Should().Be(0);
        var lines = output.TrimEnd('\n').Split('\n');
        foreach (var start in new[]
        {
            "reproduction: ", "system: ", "processor: ", "threads: ", $"arithmetic: {Arithmetic.Name}",
                $"libtorch: {Machine.LibTorch}, as the loaded library says",
            "libtorch's file: /", $"libtorch's instructions: {Machine.Instructions}", "CUDA: ", "memory: ", "disk of ",
            "weights: none found",
        }) lines.Should().Contain(line => line.StartsWith(start), start);
        lines.Should()
            .Contain(line => line.StartsWith("right: 1×1 convolution, channels-last, 240 → 40 channels, 3 maps of 2×2, ")
                && line.Contains(": output exact, gradient at operand 1 exact"));
        lines[^1].Should().Be("every known answer is right");
    }

    [Fact]
    public void As_JSON_it_is_one_object_in_snake_case()
    {
        var (exitCode, output) = Page(FaultyOperations.None, asJson: true);

        exitCode.Should().Be(0);
        var page = JsonDocument.Parse(output).RootElement;
        page.GetProperty("computes_rightly").GetBoolean().Should().BeTrue();
        page.GetProperty("libtorch").GetProperty("version").GetString().Should().Be(Machine.LibTorch);
        page.GetProperty("processor").GetProperty("cores").GetInt32().Should().Be(Environment.ProcessorCount);
        page.GetProperty("memory").GetProperty("total_bytes").GetInt64().Should().BeGreaterThan(1 << 28);
        var answer = page.GetProperty("known_answers")[0];
        answer.GetProperty("layout").GetString().Should().Be("channels_last");
        answer.GetProperty("is_right").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_machine_that_computes_wrongly_is_a_failed_check_after_the_whole_page()
    {
        using var output = new StringWriter();
        var page = MachinePage.OfThisMachine(folder.Path, FaultyOperations.PointwiseTails(oneThreadToo: true));

        var check = () => CheckCommand.Run(page, asJson: false, output);

        check.Should().Throw<CheckFailedException>()
            .WithMessage("libtorch's 1×1 convolution, channels-last computes wrongly on this machine*instead");
        output.ToString().Should().Contain("WRONG: 1×1 convolution, channels-last, 240 → 40 channels")
            .And.Contain("1 threads").And.Contain("right: 1×1 convolution, contiguous, 240 → 40 channels");
    }

    [Fact]
    public void Data_and_weights_are_verified_and_what_is_damaged_is_named()
    {
        File.WriteAllText(folder["efficientnet_b0_rwightman-7f5810bc.pth"], "not weights");
        Directory.CreateDirectory(folder["cifar-10-batches-bin"]);
        for (var batch = 1; batch <= 5; batch++) File.WriteAllText(folder[$"cifar-10-batches-bin/data_batch_{batch}.bin"], "short");
        File.WriteAllText(folder["cifar-10-batches-bin/test_batch.bin"], "short");

        var (exitCode, output) = Page(FaultyOperations.None, asJson: false);

        exitCode.Should().Be(0, "nothing computes wrongly");
        output.Should().MatchRegex("efficientnet_b0: .*, (?!verified)").And.MatchRegex("data cifar-10: .*, (?!verified)");
    }

    [Fact]
    public void The_command_is_part_of_the_program_and_refuses_a_place_that_is_not_there()
    {
        var run = Program.Run("check", "--json", "--data", folder.Path);

        // Whether this machine's libtorch is right is not this spec's to say.
        run.ExitCode.Should().BeOneOf(0, 1);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("computes_rightly").GetBoolean().Should().Be(run.ExitCode == 0);
        Program.Run("check", "--data", folder["nowhere"]).ShouldBeBadInput("--data");
    }

    private (int ExitCode, string Output) Page(Operations operations, bool asJson)
    {
        using var output = new StringWriter();
        return (CheckCommand.Run(MachinePage.OfThisMachine(folder.Path, operations), asJson, output), output.ToString());
    }
}

using System.Diagnostics;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>What only reads and counts starts without libtorch, whose loading takes most of a second.</summary>
public sealed class StartSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("reproduce --help")]
    [InlineData("metrics artifacts/quick/seed-1/predictions-student.csv.gz --json")]
    [InlineData("audit --support 10,10 --claim accuracy=0.95")]
    [InlineData("audit --runs artifacts/quick/seed-1 --json")]
    [InlineData("recipe show published")]
    [InlineData("stages published")]
    [InlineData("data list")]
    public void A_command_that_computes_nothing_with_it_starts_without_libtorch(string words) =>
        Loaded(words).Should().NotContain("libtorch");

    [Fact]
    public void A_command_that_computes_with_it_loads_libtorch() =>
        Loaded("bench eval --model efficientnet_w0.1_d0.2 --image-size 32 --batch 2 --steps 1").Should().Contain("libtorch");

    [Theory]
    [InlineData("efficientnet_b0")]
    [InlineData("rednet26_w0.5")]
    public void Weights_are_inspected_and_recognised_without_libtorch(string architecture)
    {
        using (var network = NetworkArchitecture.Named(architecture).Build(10))
            SafeTensors.Write(folder["weights.safetensors"], network.state_dict().Select(tensor => (tensor.Key, tensor.Value)));
        Program.Run("inspect", folder["weights.safetensors"]).Output.Should().Contain($"fits {architecture} with 10 classes");

        Loaded($"inspect {folder["weights.safetensors"]}").Should().NotContain("libtorch");
    }

    /// <summary>The libraries that the loader of the GNU C library names.</summary>
    private static string Loaded(string words)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "LD_DEBUG is a feature of the GNU C library");
        var start = new ProcessStartInfo(Repository.Executable, words.Split(' '))
        {
            WorkingDirectory = Repository.Path("."),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_DEBUG"] = "files";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().BeOneOf([0, 1], error.Result);
        var lines = error.Result.Split('\n').Where(line => line.Contains("calling init", StringComparison.Ordinal)).ToList();
        lines.Should().NotBeEmpty("the loader must have been heard");
        return string.Join('\n', lines);
    }
}

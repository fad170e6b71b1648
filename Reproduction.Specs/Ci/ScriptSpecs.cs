using System.Diagnostics;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Ci;

/// <summary>The scripts behind <c>make test</c> and <c>make data</c>.</summary>
public sealed class ScriptSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ScriptSpecs() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are bash's.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_reason_of_a_skip_is_one_line_with_its_number_of_specs_and_each_failure_one_with_what_it_said()
    {
        static string Result(string outcome, string output) =>
            $"""<UnitTestResult executionId="1" testName="a &gt; b" outcome="{outcome}" testType="x">{output}</UnitTestResult>""" + "\n";
        // The last one is a measurement, which was not asked for and has no reason.
        static string Skipped(string reason) =>
            Result("NotExecuted", $"<Output><ErrorInfo><Message>{reason}</Message></ErrorInfo></Output>");
        File.WriteAllText(folder["specs.trx"],
            "<TestRun><Results>\n" + Result("Passed", "") + Skipped("no CUDA device")
                + Skipped("needs &lt;images&gt; &amp; more&#xD;\n  of them")
            + Result("Failed", "<Output><ErrorInfo><Message>wrong:&#xD;\n  &quot;1&quot;</Message></ErrorInfo></Output>")
            + Skipped("no CUDA device")
            + Result("NotExecuted", "") + "</Results></TestRun>\n");

        Run("ci/outcomes.sh", folder["specs.trx"]).Should()
            .Be((0, "  skipped 2: no CUDA device\n  skipped 1: needs <images> & more of them\n  failed: a > b: wrong: \"1\"\n", ""));
    }

    [Fact]
    public void Where_every_spec_passed_nothing_is_said()
    {
        File.WriteAllText(folder["specs.trx"], """<TestRun><UnitTestResult outcome="Passed" /></TestRun>""");

        Run("ci/outcomes.sh", folder["specs.trx"]).Should().Be((0, "", ""));
    }

    [Theory]
    [InlineData(".gz", 0)]
    [InlineData(".gz", 1)] // the last byte of the checksum
    [InlineData(".gz", 12)]
    [InlineData("", 0)]
    [InlineData("", 1)]
    public void A_data_set_that_is_cut_off_is_named_before_any_run_meets_it(string ending, int cutOff)
    {
        IdxSpecs.WriteAll(folder.MakeFolder("fashion-mnist"), ending);
        var file = folder[$"fashion-mnist/t10k-images-idx3-ubyte{ending}"];
        using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length - cutOff);

        var (exitCode, _, error) = Run("ci/fashion-mnist.sh");

        exitCode.Should().Be(cutOff == 0 ? 0 : 2, error);
        if (cutOff == 0) error.Should().BeEmpty();
        else error.Should()
            .StartWith($"Fashion-MNIST: {file} is cut off or damaged\n").And.Contain(
                $"every run would take the files in {folder["fashion-mnist"]}");
    }

    [Fact]
    public void A_data_set_that_lacks_a_file_is_named_too()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("fashion-mnist"), "");
        File.Delete(folder["fashion-mnist/train-labels-idx1-ubyte"]);

        var (exitCode, _, error) = Run("ci/fashion-mnist.sh");

        exitCode.Should().Be(2);
        error.Should().StartWith($"Fashion-MNIST: {folder["fashion-mnist/train-labels-idx1-ubyte"]} is missing\n");
    }

    private (int ExitCode, string Output, string Error) Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.Path(script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["REPRODUCTION_DATA"] = folder.Path;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

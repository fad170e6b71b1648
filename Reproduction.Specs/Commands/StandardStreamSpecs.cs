using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Standard output and error that are closed or full: no work is lost over them.</summary>
public sealed class StandardStreamSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("<&- >&- 2>&-", 0, "")]
    [InlineData("2>/dev/full", 0, "")]
    [InlineData(">/dev/full", 2, "reproduction: standard output: cannot be written (No space left on device")]
    public void A_run_whose_words_nobody_can_take_goes_on_and_is_whole(string streams, int exitCode, string error)
    {
        NeedsAShell();
        using var process = TinyRun.StartRedirected(streams, folder["run"], "--set", "training.epochs=1");

        var outcome = TinyRun.Outcome(process);

        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        if (error.Length == 0) outcome.Error.Should().BeEmpty();
        else outcome.Error.Trim().Should().StartWith(error).And.NotContain("\n");
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeTrue();
    }

    [Theory]
    [InlineData(">&- 2>&-")]
    [InlineData(">/dev/full 2>/dev/full")]
    public async Task A_run_whose_words_nobody_can_take_is_stopped_with_a_checkpoint(string streams)
    {
        NeedsAShell();
        using var process = TinyRun.StartRedirected(streams, folder["run"], "--set", "training.epochs=200");
        while (!File.Exists(folder["run/seed-1/teacher/latest.safetensors"]) && !process.HasExited)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        TinyRun.Signal(process, "TERM");

        TinyRun.Outcome(process).ExitCode.Should().Be(143);
        File.Exists(folder["run/seed-1/teacher/latest.safetensors"]).Should().BeTrue();
        File.Exists(folder["run/seed-1/run.pid"]).Should().BeFalse("the process ended in order");
    }

    [Fact]
    public void Bad_input_that_nobody_can_be_told_of_is_an_exit_code()
    {
        NeedsAShell();
        using var process = TinyRun.StartRedirected("2>/dev/full", folder["run"], "--seed", "x");

        TinyRun.Outcome(process).ExitCode.Should().Be(2);
    }

    private static void NeedsAShell() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Streams are redirected as Linux does.");
}

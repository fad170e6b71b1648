using System.Diagnostics;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Real signals to a real process.</summary>
public sealed class SignalSpecs(StuckRun stuck) : IClassFixture<StuckRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT", 130, "teacher's logits of the 2000", null, "train_images=2060", "training.epochs=1")]
    [InlineData("TERM", 143, "teacher: the 3000 test images", null, "test_images=3000", "training.epochs=1")]
    [InlineData("HUP", 129, null, "seed-1/teacher/test.csv", "test_images=1000", "training.epochs=1")]
    [InlineData("TERM", 143, null, "seed-1/student/test.csv", "test_images=1000", "training.epochs=1")]
    public async Task A_run_is_stopped_outside_training_too(string signal, int exitCode, string? line, string? file, params string[] set)
    {
        Assert.SkipWhen(signal == "HUP" && IgnoresHangUps(), "These specs run under nohup: what they start ignores SIGHUP, too.");
        var outcome = await Stopped(
            signal,
            async process =>
            {
                if (line is not null) await TinyRun.Until(process, line);
                while (file is not null && !File.Exists(folder[$"stopped/{file}"]))
                    await Task.Delay(1, TestContext.Current.CancellationToken);
            },
            [.. set.SelectMany(entry => new[] { "--set", entry })]);

        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        outcome.Error.Trim().Should().NotContain("\n").And.Contain("--resume");
        File.Exists(folder["stopped/seed-1/manifest.json"]).Should().BeFalse();
    }

    [Fact]
    public async Task A_process_that_does_not_come_to_its_next_step_is_ended_where_it_stands()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");

        var outcome = await stuck.Stopped;

        outcome.ExitCode.Should().Be(143, outcome.Error);
        outcome.Error.Trim().Should().NotContain("\n");
    }

    [Fact]
    public async Task Under_nohup_a_run_outlives_its_terminal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.StartUnder("trap '' HUP", folder["run"], "--only", "teacher");
        await TinyRun.Until(process, "epoch 1:");

        TinyRun.Signal(process, "HUP");

        var outcome = TinyRun.Outcome(process);
        outcome.ExitCode.Should().Be(0, outcome.Error);
    }

    /// <summary>Whether this process ignores SIGHUP, the first signal of the mask that Linux gives.</summary>
    private static bool IgnoresHangUps() =>
        File.ReadLines("/proc/self/status")
            .Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && "13579bdf".Contains(line[^1]));

    private async Task<Program.Outcome> Stopped(string signal, Func<Process, Task> moment, params string[] more)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.Start(folder["stopped"], more);
        await moment(process);
        TinyRun.Signal(process, signal);
        return TinyRun.Outcome(process);
    }
}

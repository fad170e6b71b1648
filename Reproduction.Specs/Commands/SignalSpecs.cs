using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Real signals to a real process.</summary>
public sealed class SignalSpecs : IDisposable
{
    private const int SetPipeSize = 1031;

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
        using var process = TinyRun.Start(folder["stopped"], "--set", "train_images=110", "--set", "training.epochs=500");
        // One step and one line an epoch, into a pipe that holds a page of them and that nobody reads: writing the next never ends.
        var pipe = (PipeStream)process.StandardOutput.BaseStream;
        Control((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, 4096).Should().Be(4096);
        await Still(folder["stopped/seed-1/teacher/latest.safetensors"]);

        TinyRun.Signal(process, "TERM");

        // Its words are read once it has ended: while somebody reads them it comes to its next step.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }
        var outcome = TinyRun.Outcome(process);
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

    /// <summary>Waits until a file that is written many times a second has been there, unchanged, for half a second.</summary>
    private static async Task Still(string file)
    {
        while (!File.Exists(file)) await Task.Delay(10, TestContext.Current.CancellationToken);
        for (var then = DateTime.MinValue; File.GetLastWriteTimeUtc(file) != then;)
        {
            then = File.GetLastWriteTimeUtc(file);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command, int value);

    private async Task<Program.Outcome> Stopped(string signal, Func<Process, Task> moment, params string[] more)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.Start(folder["stopped"], more);
        await moment(process);
        TinyRun.Signal(process, signal);
        return TinyRun.Outcome(process);
    }
}

using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Real signals to a real process.</summary>
public sealed class SignalSpecs : IDisposable
{
    private const int SetPipeSize = 1031;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_stopped_by_a_signal_leaves_a_checkpoint_and_resumes_to_the_same_predictions()
    {
        string[] arguments = ["--set", "training.epochs=4"];

        // The first finished epoch: training is under way, and a long way from its end.
        var outcome = await Stopped("INT", process => TinyRun.Until(process, "epoch 1:"), arguments);

        outcome.ExitCode.Should().Be(130, outcome.Error);
        outcome.Error.Should().Contain("--resume");
        File.Exists(folder["stopped/seed-1/teacher/latest.safetensors"]).Should().BeTrue();

        TinyRun.ReproduceApart(folder["stopped"], [.. arguments, "--resume"]).ExitCode.Should().Be(0);
        TinyRun.ReproduceApart(folder["whole"], arguments).ExitCode.Should().Be(0);
        TinyRun.ShouldBeEqual(folder["stopped"], folder["whole"]);
        var segments = RunRecord.Read(folder["stopped/seed-1/run.json"]).Segments;
        segments.Should().HaveCount(2);
        segments[0].Finished.Should().BeNull("it was stopped");
        segments[0].LastSeen.Should().BeAfter(segments[0].Started).And.BeBefore(segments[1].Started);
        segments[0].Seconds.Keys.Should().Equal("train teacher");
        segments[1].Finished.Should().Be(segments[1].LastSeen);
        segments[1].Seconds.Keys.Should().BeEquivalentTo(
            "train teacher", "train baseline", "answers of teacher", "train student", "test teacher", "test baseline", "test student");
    }

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
        // One step and one line an epoch, into a pipe that holds a page of them and that nobody reads: writing the next never ends.
        var outcome = await Stopped(
            "TERM",
            async process =>
            {
                var pipe = (PipeStream)process.StandardOutput.BaseStream;
                Control((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, 4096).Should().Be(4096);
                await Still(folder["stopped/seed-1/teacher/latest.safetensors"]);
            },
            "--set", "train_images=110", "--set", "training.epochs=500");

        outcome.ExitCode.Should().Be(143, outcome.Error);
        outcome.Error.Trim().Should().NotContain("\n").And.Contain("--resume");
    }

    [Fact]
    public async Task Under_nohup_a_run_outlives_its_terminal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.StartUnder("trap '' HUP", folder["run"]);
        await TinyRun.Until(process, "epoch 1:");

        Process.Start("kill", ["-HUP", $"{process.Id}"]).WaitForExit();

        var outcome = TinyRun.Outcome(process);
        outcome.ExitCode.Should().Be(0, outcome.Error);
    }

    /// <summary>Whether this process ignores SIGHUP, the first signal of the mask that Linux gives.</summary>
    private static bool IgnoresHangUps() =>
        File.ReadLines("/proc/self/status")
            .Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && "13579bdf".Contains(line[^1]));

    /// <summary>Waits until a file has been there, unchanged, for a second.</summary>
    private static async Task Still(string file)
    {
        for (var then = DateTime.MinValue; !File.Exists(file) || File.GetLastWriteTimeUtc(file) != then;)
        {
            then = File.GetLastWriteTimeUtc(file);
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command, int value);

    private async Task<Program.Outcome> Stopped(string signal, Func<Process, Task> moment, params string[] more)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.Start(folder["stopped"], more);
        await moment(process);
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        return TinyRun.Outcome(process);
    }
}

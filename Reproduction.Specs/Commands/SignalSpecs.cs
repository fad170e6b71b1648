using System.Diagnostics;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Commands;

/// <summary>Real signals to a real process.</summary>
[Collection(nameof(Alone))]
public sealed class SignalSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_run_stopped_by_a_signal_leaves_a_checkpoint_and_resumes_to_the_same_predictions(string signal, int exitCode)
    {
        string[] arguments = ["--set", "training.epochs=20"];

        // The first finished epoch: training is under way, and a long way from its end.
        var outcome = await Stopped(signal, process => TinyRun.Until(process, "epoch 1:"), arguments);

        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        outcome.Error.Should().Contain("--resume");
        File.Exists(folder["stopped/checkpoints/teacher.latest.safetensors"]).Should().BeTrue();

        TinyRun.Reproduce(folder["stopped"], [.. arguments, "--resume"]).ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["whole"], arguments).ExitCode.Should().Be(0);
        TinyRun.ShouldBeEqual(folder["stopped"], folder["whole"]);
        var segments = RunRecord.Read(folder["stopped/run.json"]).Segments;
        segments.Should().HaveCount(2);
        segments[0].Finished.Should().BeNull("it was stopped");
        segments[0].LastSeen.Should().BeAfter(segments[0].Started).And.BeBefore(segments[1].Started);
        segments[0].Seconds.Keys.Should().Equal("teacher");
        segments[1].Finished.Should().Be(segments[1].LastSeen);
        segments[1].Seconds.Keys.Should().Equal("baseline", "evaluation", "student", "teacher", "teacher-logits");
    }

    [Theory]
    [InlineData("INT", 130, "teacher's logits of the 8000", null, "train_images=8060", "training.epochs=1")]
    [InlineData("TERM", 143, "teacher: the 10000 test images", null, "test_images=10000", "training.epochs=1")]
    [InlineData("INT", 130, null, "predictions-teacher.csv", "test_images=10000", "training.epochs=1")]
    [InlineData("TERM", 143, null, "predictions-student.csv", "test_images=10000", "training.epochs=1")]
    public async Task A_run_is_stopped_outside_training_too(string signal, int exitCode, string? line, string? file, params string[] set)
    {
        var outcome = await Stopped(
            signal,
            async process =>
            {
                if (line is not null) await TinyRun.Until(process, line);
                while (file is not null && !File.Exists(folder[$"stopped/{file}"])) await Task.Delay(1, TestContext.Current.CancellationToken);
            },
            [.. set.SelectMany(entry => new[] { "--set", entry })]);

        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        outcome.Error.Trim().Should().NotContain("\n").And.Contain("--resume");
        File.Exists(folder["stopped/manifest.json"]).Should().BeFalse();
    }

    [Fact]
    public async Task A_process_that_does_not_come_to_its_next_step_is_ended_where_it_stands()
    {
        await Stopped("TERM", process => TinyRun.Until(process, "epoch 1:"), "--set", "training.epochs=20");
        // A pipe that nobody writes to, where finished weights are looked for: reading it never ends.
        Process.Start("mkfifo", [folder["stopped/checkpoints/teacher.safetensors"]]).WaitForExit();

        var outcome = await Stopped("TERM", process => TinyRun.Until(process, "teacher: "), "--set", "training.epochs=20", "--resume");

        outcome.ExitCode.Should().Be(143, outcome.Error);
        outcome.Error.Trim().Should().NotContain("\n").And.Contain("--resume");
    }

    private async Task<Program.Outcome> Stopped(string signal, Func<Process, Task> moment, params string[] more)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        using var process = TinyRun.Start(folder["stopped"], more);
        await moment(process);
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        return TinyRun.Outcome(process);
    }
}

using System.Diagnostics;
using Reproduction.Specs.Data;

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
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        TinyRun.NeedsImages();
        string[] arguments = ["--set", "training.epochs=20"];
        string[] command = ["reproduce", "quick", "--data", TinyRun.Data, "--out", folder["stopped"], .. TinyRun.Overrides, .. arguments];

        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "reproduction"), command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // The first finished epoch: training is under way, and a long way from its end.
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("epoch 1:")) { }
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        process.ExitCode.Should().Be(exitCode, error);
        error.Should().Contain("--resume");
        File.Exists(folder["stopped/checkpoints/teacher.latest.safetensors"]).Should().BeTrue();

        TinyRun.Reproduce(folder["stopped"], [.. arguments, "--resume"]).ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["whole"], arguments).ExitCode.Should().Be(0);
        foreach (var file in new[] { "history.csv", "predictions-teacher.csv", "predictions-student.csv", "report.md" })
            File.ReadAllBytes(folder[$"stopped/{file}"]).Should().Equal(File.ReadAllBytes(folder[$"whole/{file}"]), file);
    }
}

using System.IO.Pipes;
using System.Runtime.InteropServices;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>
/// A run that cannot come to its next step and is told to stop. Its patience lasts for seconds in which nothing is computed: it begins with
/// its class, whose other specs go on meanwhile.
/// </summary>
public sealed class StuckRun : IAsyncDisposable
{
    private const int SetPipeSize = 1031;

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task<Program.Outcome> stopped;

    /// <summary>Signals are sent as Linux does: elsewhere there is no such run.</summary>
    public StuckRun() => stopped = OperatingSystem.IsLinux()
        ? Task.Run(Stop)
        : Task.FromException<Program.Outcome>(new PlatformNotSupportedException());

    /// <summary>What came of it.</summary>
    internal Task<Program.Outcome> Stopped => stopped.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await Task.WhenAny(stopped);
        over.Dispose();
        folder.Dispose();
    }

    private async Task<Program.Outcome> Stop()
    {
        using var process = TinyRun.Start(folder["run"], "--set", "train_images=110", "--set", "training.epochs=500");
        try
        {
            // One step and one line an epoch, into a pipe that holds a page of them and that nobody reads: writing the next never ends.
            var pipe = (PipeStream)process.StandardOutput.BaseStream;
            Control((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, 4096).Should().Be(4096);
            await Still(folder["run/seed-1/teacher/latest.safetensors"]);

            TinyRun.Signal(process, "TERM");

            // Its words are read once it has ended: while somebody reads them it comes to its next step.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            patience.CancelAfter(TimeSpan.FromMinutes(1));
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
        return TinyRun.Outcome(process);
    }

    /// <summary>Waits until a file that is written many times a second has been there, unchanged, for half a second.</summary>
    private async Task Still(string file)
    {
        while (!File.Exists(file)) await Task.Delay(10, over.Token);
        for (var then = DateTime.MinValue; File.GetLastWriteTimeUtc(file) != then;)
        {
            then = File.GetLastWriteTimeUtc(file);
            await Task.Delay(500, over.Token);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command, int value);
}

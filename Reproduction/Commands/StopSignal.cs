using System.Runtime.InteropServices;
using Reproduction.Native;

namespace Reproduction.Commands;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP (a terminal that is gone; under nohup it stays ignored) as a request to stop after the current step. Whatever
/// the process is doing, it ends within ten seconds:
/// when it has not stopped by itself in time it is ended where it stands, and goes on from its last checkpoint. A second
/// signal ends it at once.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action atDeadline;
    private Timer? deadline;

    /// <summary>Listens until disposed.</summary>
    /// <param name="atDeadline">Is called before the process is ended where it stands.</param>
    public StopSignal(Action atDeadline)
    {
        this.atDeadline = atDeadline;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, 129)),
        ];
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>What a stopped process exits with: 128 and the signal's number.</summary>
    public int ExitCode { get; private set; } = 130;

    private void Stop(PosixSignalContext context, int exitCode)
    {
        if (source.IsCancellationRequested) return;
        context.Cancel = true;
        ExitCode = exitCode;
        deadline = new Timer(_ => EndWhereItStands(), null, Patience, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }

    private void EndWhereItStands()
    {
        // A pipe that nobody reads may take no more words.
        Task.Run(atDeadline).Wait(TimeSpan.FromSeconds(1));
        ProcessEnd.Now(ExitCode);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        deadline?.Dispose();
        source.Dispose();
    }
}

using System.Runtime.InteropServices;

namespace Reproduction.Commands;

/// <summary>
/// SIGINT and SIGTERM as a request to stop after the current step. A second signal ends the process at once.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Listens until disposed.</summary>
    public StopSignal() =>
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143)),
        ];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>What a stopped process exits with: 128 and the signal's number.</summary>
    public int ExitCode { get; private set; } = 130;

    private void Stop(PosixSignalContext context, int exitCode)
    {
        if (source.IsCancellationRequested) return;
        context.Cancel = true;
        ExitCode = exitCode;
        source.Cancel();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }
}

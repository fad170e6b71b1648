using Microsoft.Win32.SafeHandles;
using Reproduction.Native;

namespace Reproduction.Commands;

/// <summary>
/// Standard output and error that no work is lost over. A stream that was closed before the program began takes everything in
/// silence, for nobody asked to read it; one that can no longer be written (a full disk, a terminal that is gone) is said at the
/// end, and what computes goes on.
/// </summary>
internal sealed class StandardStreams
{
    private static readonly List<SafeFileHandle> Plugs = [];

    private readonly LastingWriter output, error;

    private StandardStreams(TextWriter output, TextWriter error) => (this.output, this.error) = (new(output), new(error));

    /// <summary>Puts them in the place of the console's.</summary>
    internal static StandardStreams Guard()
    {
        var open = Enumerable.Range(0, 3).Select(WasOpen).ToArray();
        var streams = new StandardStreams(open[1] ? Console.Out : TextWriter.Null, open[2] ? Console.Error : TextWriter.Null);
        Console.SetOut(streams.output);
        Console.SetError(streams.error);
        return streams;
    }

    /// <summary>What the process exits with: a success whose output was lost is none.</summary>
    /// <param name="exitCode">What the command came to.</param>
    internal int ExitCode(int exitCode)
    {
        output.Flush();
        if (output.Failure is not { } failure) return exitCode;
        error.WriteLine($"reproduction: standard output: cannot be written ({failure}); files that were to be written are whole");
        return exitCode == CommandLine.Done ? CommandLine.BadInput : exitCode;
    }

    /// <summary>
    /// Whether a stream was open when the program began. The run-time's own files, which take the number of a closed one, are all
    /// closed on exec; what was handed down is not, or it would not be here.
    /// </summary>
    private static bool WasOpen(int stream)
    {
        if (OperatingSystem.IsWindows()) return true;
        var isClosedOnExec = Descriptor.IsClosedOnExec(stream);
        // So that no file of the program gets the number, into which a library may write its warnings.
        if (isClosedOnExec is null) Plugs.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        return isClosedOnExec is false;
    }
}

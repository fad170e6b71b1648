using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>Ends this process where it stands, _exit(2): Environment.Exit waits for libtorch's threads, which may be computing.</summary>
internal static partial class ProcessEnd
{
    /// <summary>Ends it; on Windows as .NET does it.</summary>
    /// <param name="exitCode">What it exits with.</param>
    internal static void Now(int exitCode)
    {
        if (OperatingSystem.IsWindows()) Environment.Exit(exitCode);
        else Exit(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}

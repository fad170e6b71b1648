using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reproduction.Native;

/// <summary>
/// Locks of the operating system on open files, flock(2): .NET takes "no locks here" for "locked", and its own can be switched off.
/// </summary>
internal static partial class FileLock
{
    private const int Exclusive = 2, WithoutWaiting = 4;

    /// <summary>Locks a file for this process alone and waits for nobody; on Windows .NET's own lock has done so.</summary>
    /// <param name="file">The open file; closing it gives the lock back.</param>
    /// <returns>The number of the error; 0 where it is locked.</returns>
    internal static int Take(SafeFileHandle file) =>
        OperatingSystem.IsWindows() || Lock(file, Exclusive | WithoutWaiting) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}

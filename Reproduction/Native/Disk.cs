using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// Brings a folder's entries to disk. A file that is flushed and renamed survives a power cut only when the folder that
/// holds its name is flushed too; .NET opens no folders, so this asks the C library.
/// </summary>
internal static partial class Disk
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder; does nothing on Windows, which has no such call.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder is gone, or its disk fails.</exception>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failed(folder);
        try
        {
            if (Synchronise(descriptor) != 0) throw Failed(folder);
        }
        finally
        {
            Close(descriptor);
        }
    }

    private static IOException Failed(string folder) =>
        new($"{folder}: cannot be flushed to disk ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())})");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}

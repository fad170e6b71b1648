using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reproduction.Native;

/// <summary>
/// Brings files and folders' entries to disk, and says where that fails: .NET's own flush takes a failing disk (EIO) for a
/// success, and opens no folders. A file that is flushed and renamed survives a power cut only when the folder that holds its
/// name is flushed too.
/// </summary>
internal static partial class Disk
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a file to disk.</summary>
    /// <param name="file">The file, its own buffer empty.</param>
    /// <param name="name">Its name in complaints.</param>
    /// <exception cref="IOException">The disk fails; what was written is not there for certain.</exception>
    internal static void Flush(FileStream file, string name)
    {
        if (OperatingSystem.IsWindows()) file.Flush(flushToDisk: true);
        else if (Synchronise(file.SafeFileHandle) != 0) throw Failed(name);
    }

    /// <summary>Flushes a folder; does nothing on Windows, which has no such call.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder is gone, or its disk fails.</exception>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using var descriptor = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (descriptor.IsInvalid || Synchronise(descriptor) != 0) throw Failed(folder);
    }

    private static IOException Failed(string path) =>
        new($"{path}: cannot be flushed to disk ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())})");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(SafeFileHandle descriptor);
}

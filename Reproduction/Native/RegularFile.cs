using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// Tells files from devices, pipes and sockets before they are opened: to open a pipe waits for its writer, and a device may
/// never end. .NET says of all of them that they exist; this asks Linux.
/// </summary>
internal static partial class RegularFile
{
    private const int WorkingFolder = -100, FollowLinks = 0, DoNotFollowLinks = 0x100;
    private const uint TypeAndLinks = 1 | 4;
    private const int KindMask = 0xF000, Regular = 0x8000;

    /// <summary>Refuses what exists and is neither a regular file nor a link to one.</summary>
    /// <param name="path">The file; what does not exist is not refused.</param>
    /// <exception cref="BadInputException">A folder, a device, a pipe or a socket.</exception>
    internal static void Check(string path)
    {
        if (Status(path, FollowLinks) is var (kind, _) && kind != Regular)
            throw new BadInputException($"{path}: {Word(kind)}, expected a regular file");
    }

    /// <summary>The length of a file, or of the file to which a link leads: .NET gives the link's own.</summary>
    /// <param name="path">A file that exists.</param>
    /// <exception cref="BadInputException">A folder, a device, a pipe or a socket.</exception>
    /// <exception cref="IOException">It cannot be opened; without permission <see cref="UnauthorizedAccessException"/>.</exception>
    internal static long Length(string path)
    {
        Check(path);
        using var file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }

    /// <summary>Whether nothing but this name leads to the file: it is regular, no symbolic link, and has no second name.</summary>
    /// <param name="path">The file.</param>
    internal static bool IsItsOwn(string path) =>
        OperatingSystem.IsLinux() ? Status(path, DoNotFollowLinks) is (Regular, 1) : new FileInfo(path).LinkTarget is null;

    private static (int Kind, uint Names)? Status(string path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;
        // struct statx, the same on every processor: stx_nlink at byte 16, stx_mode at byte 28.
        var status = new byte[256];
        if (Statx(WorkingFolder, path, flags, TypeAndLinks, status) != 0) return null;
        return (BitConverter.ToUInt16(status, 28) & KindMask, BitConverter.ToUInt32(status, 16));
    }

    private static string Word(int kind) => kind switch
    {
        0x1000 => "a named pipe (FIFO)",
        0x2000 => "a character device",
        0x4000 => "a folder",
        0x6000 => "a block device",
        0xC000 => "a socket",
        _ => "no regular file",
    };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] status);
}

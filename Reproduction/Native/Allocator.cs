using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// Keeps glibc from giving large buffers back to the kernel after every training step and faulting them in again, which
/// costs a tenth to a quarter of all processor time. Nothing is done on another C library.
/// </summary>
internal static partial class Allocator
{
    // Parameters of mallopt(3).
    private const int TrimThreshold = -1, TopPad = -2, MmapMax = -4, ArenaMax = -8;

    internal static void KeepMemory()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // What a C library does not know it answers with 0 and leaves alone.
            _ = SetOption(ArenaMax, 1);
            _ = SetOption(MmapMax, 0);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 256 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}

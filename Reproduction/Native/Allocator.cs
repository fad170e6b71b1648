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
            SetOption(ArenaMax, 1);
            SetOption(MmapMax, 0);
            SetOption(TrimThreshold, int.MaxValue);
            SetOption(TopPad, 256 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}

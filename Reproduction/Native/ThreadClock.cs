using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>How long this thread has computed: clock_gettime(2) on CLOCK_THREAD_CPUTIME_ID.</summary>
internal static partial class ThreadClock
{
    private const int Linux = 3, MacOs = 16;

    /// <summary>Processor time of the calling thread; that of the whole process where no thread has a clock.</summary>
    internal static TimeSpan Now =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && GetTime(OperatingSystem.IsLinux() ? Linux : MacOs, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : Environment.CpuUsage.TotalTime;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeOfClock time);

    private struct TimeOfClock
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }
}

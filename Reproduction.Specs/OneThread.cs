using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reproduction.Specs;

/// <summary>
/// One thread of libtorch in this process and in those that specs start: what they compute is so small that handing it to several
/// costs more than it saves, and two specs at a time keep two processors busy. Specs that are about threads set their number.
/// </summary>
internal static class OneThread
{
    private const string Threads = "OMP_NUM_THREADS", One = "1";

#pragma warning disable CA2255 // Before libtorch is loaded, which asks once.
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable(Threads, One);
        // A process that lives for seconds spends a sixth of them on counting for optimisations that it does not come to.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        // Nobody attaches a debugger or profiler to what a spec starts, and its memory is collected a few times: threads and a socket less.
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        Environment.SetEnvironmentVariable("DOTNET_gcConcurrent", "0");
        if (OperatingSystem.IsLinux()) _ = SetNativeVariable(Threads, One, overwrite: 1);
    }
#pragma warning restore CA2255

    // .NET keeps variables of its own, which the processes that it starts get and the libraries that it loads do not.
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetNativeVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}

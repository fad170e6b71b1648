using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// What libtorch reads from the process's native environment when it is loaded, and so must be set before; a value that the user has
/// set stays.
/// </summary>
internal static partial class NativeEnvironment
{
#pragma warning disable CA2255 // A module initialiser is the one place that runs before any use of libtorch, in program and specs alike.
    [ModuleInitializer]
    internal static void Set()
    {
        if (!OperatingSystem.IsLinux()) return;
        // Threads that wait for each other sleep. By default they spin, which beside anything else to do costs a factor of three and more.
        SetEnvironmentVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        // Where a processor's caches are hidden, as on some virtual machines, each thread warns that NNPACK is not used; it never is here.
        SetEnvironmentVariable("TORCH_CPP_LOG_LEVEL", "ERROR", overwrite: 0);
    }
#pragma warning restore CA2255

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}

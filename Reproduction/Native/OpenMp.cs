using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// Makes libtorch's threads sleep while they wait for each other. By default they spin, which on a machine with anything
/// else to do costs a factor of three and more. Must be set before libtorch is loaded, in the process's native environment;
/// a value that the user has set stays.
/// </summary>
internal static partial class OpenMp
{
#pragma warning disable CA2255 // A module initialiser is the one place that runs before any use of libtorch, in program and specs alike.
    [ModuleInitializer]
    internal static void WaitPassively()
    {
        if (OperatingSystem.IsLinux()) SetEnvironmentVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
    }
#pragma warning restore CA2255

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}

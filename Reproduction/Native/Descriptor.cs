using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>What the system says of the number of an open file: fcntl(2).</summary>
internal static partial class Descriptor
{
    private const int GetFlags = 1, CloseOnExec = 1;

    /// <summary>Whether a file is closed where the process begins another program, as all are that .NET opens.</summary>
    /// <param name="descriptor">The number.</param>
    /// <returns>Null where no open file has it.</returns>
    internal static bool? IsClosedOnExec(int descriptor) =>
        Control(descriptor, GetFlags) is >= 0 and var flags ? (flags & CloseOnExec) != 0 : null;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);
}

using System.Runtime.InteropServices;

namespace Reproduction.Native;

/// <summary>
/// Finds out, where something is to be computed, whether libtorch can be loaded, and says in one line what lacks. Commands that
/// compute nothing with it start without it, in a fraction of the time and memory.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>Loads TorchSharp's native library and with it libtorch.</summary>
    /// <param name="folder">Where the libraries lie: the program's folder.</param>
    /// <exception cref="BadInputException">A library is missing or does not fit this system.</exception>
    internal static void Load(string folder)
    {
        var name = OperatingSystem.IsWindows()
            ? "LibTorchSharp.dll"
            : OperatingSystem.IsMacOS()
            ? "libLibTorchSharp.dylib"
            : "libLibTorchSharp.so";
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            throw new BadInputException($"native library {path}: not found, expected beside the program; build it again with dotnet build");
        try
        {
            NativeLibrary.Load(path);
            KeepWarningsBack(folder);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The loader's own words name the library or symbol version that lacks.
            var reason = e.Message.Split('\n').Select(line => line.Trim())
                .LastOrDefault(line => line.Contains(".so", StringComparison.Ordinal)) ?? e.Message;
            throw new BadInputException($"native library {name} cannot be loaded ({reason}); {Help(reason)}", e);
        }
    }

    /// <summary>What helps, by what the loader says.</summary>
    internal static string Help(string reason) =>
        reason.Contains("file too short", StringComparison.Ordinal) || reason.Contains("invalid ELF", StringComparison.Ordinal)
            ? "not all of it is there, as where a disk was full during the build: delete the packages libtorch-* from NuGet's folder and build "
                + "again"
            : "install the C++ run-time (Debian and Ubuntu: apt-get install libstdc++6 libgcc-s1), or build with dotnet build on this machine";

    /// <summary>
    /// Lets libtorch read TORCH_CPP_LOG_LEVEL (<see cref="NativeEnvironment"/>), as PyTorch does when it is imported: by itself it does
    /// not.
    /// </summary>
    private static unsafe void KeepWarningsBack(string folder)
    {
        if (NativeLibrary.TryLoad(Path.Combine(folder, "libc10.so"), out var library)
            && NativeLibrary.TryGetExport(library, "_ZN3c1011initLoggingEv", out var initLogging))
            ((delegate* unmanaged<void>)initLogging)();
    }
}

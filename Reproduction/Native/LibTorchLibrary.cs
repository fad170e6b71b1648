using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Reproduction.Native;

/// <summary>
/// What the libtorch that is loaded says of itself; TorchSharp's own <c>__version__</c> is a constant of its package, which stays what
/// it is whatever library lies beside it.
/// </summary>
internal static partial class LibTorchLibrary
{
    /// <summary>What nobody could be asked for.</summary>
    internal const string Unknown = "unknown";

    // What a user may set for the libraries within libtorch; of ATEN_CPU_CAPABILITY libtorch says itself what it made.
    private static readonly string[] Overrides = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR"];

    private static readonly Lazy<string?> Library = new(() =>
    {
        // So that it is loaded.
        _ = TorchSharp.torch.get_num_threads();
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) is "libtorch_cpu" or "torch_cpu");
    });

    private static readonly Lazy<string?> Config = new(ShowConfig);

    /// <summary>The file of the loaded library; null where it could not be found among the process's.</summary>
    internal static string? File => Library.Value;

    /// <summary>The version, such as 2.10.0, and where it is from.</summary>
    internal static (string Number, string Source) Version => AbiVersion() is { } number
        ? (number, "as the loaded library says (aoti_torch_abi_version)")
        : (TorchSharp.torch.__version__, "a constant of the package TorchSharp; the loaded library does not say");

    /// <summary>
    /// libtorch's own account of how it was built and what it uses (<c>torch.__config__.show()</c> in PyTorch); null where it cannot be
    /// asked.
    /// </summary>
    internal static string? Configuration => Config.Value;

    /// <summary>The version of oneDNN, which computes libtorch's convolutions on a CPU.</summary>
    internal static string OneDnn => Match(OneDnnLine());

    /// <summary>
    /// The instructions that libtorch's own kernels use, such as avx512 or avx2, then what the environment overrides; they decide bits.
    /// </summary>
    internal static string Instructions => string.Join(", ", Overrides
        .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
        .Where(set => !string.IsNullOrEmpty(set.Value))
        .Select(set => $"{set.Name}={set.Value}")
        .Prepend(Match(CapabilityLine()).ToLowerInvariant()));

    private static string Match(Regex line) =>
        Configuration is { } text && line.Match(text) is { Success: true } found ? found.Groups[1].Value.Trim() : Unknown;

    // From libtorch 2.9 on, part of its stable C interface: a byte each of major, minor and patch from the top.
    private static unsafe string? AbiVersion()
    {
        if (Export("aoti_torch_abi_version") is not { } address) return null;
        var version = ((delegate* unmanaged<ulong>)address)();
        return $"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}";
    }

    // std::string at::show_config(), by the Itanium ABI: the caller gives room for the string, which begins with address and length.
    // Its letters are libtorch's to free; they stay, once a process.
    private static unsafe string? ShowConfig()
    {
        if (!OperatingSystem.IsLinux() || Export("_ZN2at11show_configB5cxx11Ev") is not { } address) return null;
        var room = stackalloc nint[4];
        ((delegate* unmanaged<nint*, nint*>)address)(room);
        return Marshal.PtrToStringUTF8(room[0], (int)room[1]);
    }

    private static nint? Export(string name) =>
        File is { } file && NativeLibrary.TryLoad(file, out var library) && NativeLibrary.TryGetExport(library, name, out var address)
            ? address
            : null;

    [GeneratedRegex(@"CPU capability usage: (.+)")]
    private static partial Regex CapabilityLine();

    [GeneratedRegex(@"(?:MKL-DNN|oneDNN) v(\S+)")]
    private static partial Regex OneDnnLine();
}

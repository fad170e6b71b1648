using System.Text.RegularExpressions;
using Reproduction.Native;
using static TorchSharp.torch;

namespace Reproduction.Commands;

/// <summary>Where to compute.</summary>
public static partial class Devices
{
    /// <summary>Finds a device by its name on the command line.</summary>
    /// <param name="name">cpu or cuda.</param>
    /// <exception cref="BadInputException">Another name, or CUDA where there is none.</exception>
    public static Device Named(string name) => name switch
    {
        "cpu" => CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new BadInputException(
            $"--device cuda: found {Lacking(HasCudaLibrary(), Path.Combine(ProcFile.NvidiaDriver, "version"))}, expected an NVIDIA GPU "
            + "with its driver, 525 or later, and the package TorchSharp-cuda-linux (build with -p:Accelerator=cuda)"),
        _ => throw new BadInputException($"--device: found '{name}', expected cpu or cuda"),
    };

    /// <summary>What there is in the place of a CUDA device.</summary>
    /// <param name="hasLibrary">Whether this is the CUDA build of libtorch.</param>
    /// <param name="driver">Where NVIDIA's driver tells its version: libtorch finds no device under one that is too old.</param>
    internal static string Lacking(bool hasLibrary, string driver) => !hasLibrary ? "the CPU build of libtorch"
        : !File.Exists(driver) ? "no NVIDIA driver"
        : $"no CUDA device that libtorch can use under the driver {Version().Match(File.ReadLines(driver).FirstOrDefault("")).Value}";

    [GeneratedRegex(@"\b[0-9]+\.[0-9]+(\.[0-9]+)?\b")]
    private static partial Regex Version();

    private static bool HasCudaLibrary() => File.Exists(Path.Combine(AppContext.BaseDirectory, "libtorch_cuda.so"));
}

using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>Where to compute.</summary>
public static class Devices
{
    /// <summary>Finds a device by its name on the command line.</summary>
    /// <param name="name">cpu or cuda.</param>
    /// <exception cref="BadInputException">Another name, or CUDA where there is none.</exception>
    public static Device Named(string name) => name switch
    {
        "cpu" => CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new BadInputException(
            $"--device cuda: found {(HasCudaLibrary() ? "no CUDA device" : "the CPU build of libtorch")}, expected an NVIDIA GPU with "
            + "its driver and the package TorchSharp-cuda-linux (build with -p:Accelerator=cuda)"),
        _ => throw new BadInputException($"--device: found '{name}', expected cpu or cuda"),
    };

    private static bool HasCudaLibrary() => File.Exists(Path.Combine(AppContext.BaseDirectory, "libtorch_cuda.so"));
}

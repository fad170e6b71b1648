using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>Where a tensor's numbers lie.</summary>
internal static unsafe partial class Memory
{
    /// <summary>The first float of a tensor; valid as long as the tensor is.</summary>
    /// <param name="tensor">A contiguous float32 tensor on the CPU.</param>
    internal static float* Of(Tensor tensor) => (float*)DataOf(tensor.Handle);

    /// <summary>A tensor's numbers in the order N·H·W·C, without a copy where they lie so.</summary>
    /// <param name="tensor">N×C×H×W.</param>
    internal static Tensor Pixels(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous();

    /// <summary>A new tensor N×C×H×W whose numbers lie in the order N·H·W·C.</summary>
    internal static Tensor New(long n, long c, long h, long w) => empty([n, h, w, c], ScalarType.Float32, CPU).permute(0, 3, 1, 2);

    /// <summary>
    /// A new tensor of the shape and order in memory of a parameter that <see cref="Pixels"/> or contiguous left as it is.
    /// </summary>
    internal static Tensor NewLike(Tensor tensor) =>
        tensor.dim() == 4
            ? New(tensor.shape[0], tensor.shape[1], tensor.shape[2], tensor.shape[3])
            : empty(tensor.shape, ScalarType.Float32, CPU);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    private static partial nint DataOf(nint tensor);
}

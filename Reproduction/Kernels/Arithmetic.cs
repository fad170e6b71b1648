using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>
/// Which arithmetic trains and evaluates: the kernels of this folder, or libtorch as it comes. The rule is written down here
/// and looks at shapes, device, dtype and processor only, never at a clock: what ran decides the bits.
/// </summary>
public static class Arithmetic
{
    /// <summary>Changes with every change of the kernels that changes a bit of a result.</summary>
    public const string Version = "kernels 2";

    // Offsets within one tensor are 32-bit in places.
    private const long MostFloats = int.MaxValue;

    // Zeros to the left and right of the widest kernel.
    private const int Padding = 4;

    private static readonly AsyncLocal<bool> Plain = new();
    private static readonly AsyncLocal<bool> Contiguous = new();

    /// <summary>
    /// What a run's bits depend on beside libtorch: the kernels' version and the lanes of the processor's vectors, or "plain"; and the
    /// layout of what is left to libtorch, where it is not the usual one.
    /// </summary>
    public static string Name =>
        (IsPlain ? "plain" : $"{Version}, {Lanes} lanes") + (Layout == BatchLayout.ChannelsLast ? "" : ", contiguous");

    /// <summary>
    /// How images and weights lie in memory for libtorch: channels-last, which is faster, unless that is wrong on this machine.
    /// </summary>
    public static BatchLayout Layout => Contiguous.Value ? BatchLayout.Contiguous : BatchLayout.ChannelsLast;

    /// <summary>Whether everything is left to libtorch: by choice, or because the processor has neither AVX-512 nor AVX2.</summary>
    public static bool IsPlain => Plain.Value || Lanes == 0;

    private static int Lanes { get; } =
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? 16 : Avx2.IsSupported && Fma.IsSupported ? 8 : 0;

    /// <summary>Leaves everything to libtorch, until disposed, in this thread and those that it starts.</summary>
    public static IDisposable UsePlain() => Set(Plain);

    /// <summary>Gives libtorch contiguous images and weights, until disposed, in this thread and those that it starts.</summary>
    public static IDisposable UseContiguous() => Set(Contiguous);

    /// <summary>Whether the kernels compute with a tensor: float32 on the CPU, whatever its shape.</summary>
    /// <param name="tensor">The tensor.</param>
    internal static bool Suits(Tensor tensor) =>
        !IsPlain && tensor.device_type == TorchSharp.DeviceType.CPU && tensor.dtype == ScalarType.Float32;

    /// <summary>Whether the kernels compute a layer: float32 on the CPU, with channels in eights, below 2³¹ floats.</summary>
    /// <param name="input">The layer's input, N×C×H×W.</param>
    /// <param name="widest">The most channels inside the layer.</param>
    /// <param name="channels">Every number of channels of the layer.</param>
    internal static bool Suits(Tensor input, long widest, params ReadOnlySpan<long> channels)
    {
        if (!Suits(input) || input.dim() != 4 || input.shape[0] == 0) return false;
        if (input.shape[0] * widest * input.shape[2] * (input.shape[3] + Padding) > MostFloats) return false;
        foreach (var count in channels)
            if (count % 8 != 0) return false;
        return true;
    }

    /// <summary>Computes a kernel with the widest vectors that the processor has, on libtorch's number of threads.</summary>
    /// <param name="kernel">The kernel.</param>
    internal static void Run(IKernel kernel)
    {
        if (Lanes == 16) kernel.Compute<Vector512<float>, Simd512>(get_num_threads());
        else kernel.Compute<Vector256<float>, Simd256>(get_num_threads());
    }

    private static Restore Set(AsyncLocal<bool> choice)
    {
        var before = choice.Value;
        choice.Value = true;
        return new(choice, before);
    }

    private sealed class Restore(AsyncLocal<bool> choice, bool before) : IDisposable
    {
        public void Dispose() => choice.Value = before;
    }
}

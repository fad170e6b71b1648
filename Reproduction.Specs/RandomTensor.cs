using static TorchSharp.torch;

namespace Reproduction.Specs;

/// <summary>
/// Random numbers on the CPU that are the same whichever specs ran before: libtorch's own generator goes on from spec to spec.
/// </summary>
internal static class RandomTensor
{
    /// <summary>Numbers from 0 to 1.</summary>
    internal static Tensor Uniform(long[] shape, ulong seed)
    {
        using var generator = new Generator(seed, CPU);
        return rand(shape, generator: generator);
    }

    /// <summary>Numbers of mean 0 and variance 1.</summary>
    internal static Tensor Normal(long[] shape, ulong seed)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, generator: generator);
    }
}

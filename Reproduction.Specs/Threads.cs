using static TorchSharp.torch;

namespace Reproduction.Specs;

/// <summary>
/// Another number of libtorch's threads than the one that specs have (<see cref="OneThread"/>), for the thread that asks and until
/// disposed: kernels divide their work by it. A thread that meets libtorch for the first time meanwhile gets this number for good, so
/// that such specs run alone.
/// </summary>
internal sealed class Threads : IDisposable
{
    private Threads(int count) => set_num_threads(count);

    /// <summary>Sets the number.</summary>
    public static IDisposable Use(int count) => new Threads(count);

    public void Dispose() => set_num_threads(1);
}

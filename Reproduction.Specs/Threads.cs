using static TorchSharp.torch;

namespace Reproduction.Specs;

/// <summary>
/// Another number of libtorch's threads than the one that specs have (<see cref="OneThread"/>), for the thread that asks and until
/// disposed: kernels divide their work by it.
/// </summary>
internal sealed class Threads : IDisposable
{
    private readonly int before = get_num_threads();

    private Threads(int count) => set_num_threads(count);

    /// <summary>Sets the number.</summary>
    public static IDisposable Use(int count) => new Threads(count);

    public void Dispose() => set_num_threads(before);
}

using TorchSharp;

namespace Reproduction.Specs;

/// <summary>
/// One thread of libtorch for as long as this lives: its float64 convolutions go through many short loops, and handing each to
/// several threads costs more than it saves. Only in specs that run alone, because it is the whole process's.
/// </summary>
internal sealed class OneThread : IDisposable
{
    private readonly int before = torch.get_num_threads();

    public OneThread() => torch.set_num_threads(1);

    public void Dispose() => torch.set_num_threads(before);
}

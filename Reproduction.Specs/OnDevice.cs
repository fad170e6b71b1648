using Reproduction.Kernels;
using TorchSharp;

namespace Reproduction.Specs;

/// <summary>
/// The devices that a spec of the CUDA path runs on. On the CPU it rehearses itself, everywhere: by libtorch's operations, as on CUDA, not
/// by the CPU's own kernels. On CUDA it is skipped with the reason where there is none.
/// </summary>
internal static class OnDevice
{
    /// <summary>Their names, as the command line has them.</summary>
    public static TheoryData<string> Names => ["cpu", "cuda"];

    /// <summary>The device of that name; skips where it is not there.</summary>
    public static torch.Device Of(string name)
    {
        Assert.SkipWhen(name == "cuda" && !torch.cuda.is_available(), "no CUDA device; the same spec on the CPU rehearses it");
        return torch.device(name);
    }

    /// <summary>The same, and until disposed what is computed there goes the way of CUDA.</summary>
    public static IDisposable Rehearse(string name, out torch.Device device)
    {
        device = Of(name);
        return Arithmetic.UsePlain();
    }
}

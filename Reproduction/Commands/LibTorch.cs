using Reproduction.KnownAnswers;
using Reproduction.Native;
using TorchSharp;

namespace Reproduction.Commands;

/// <summary>What every verb that computes with libtorch does first.</summary>
internal static class LibTorch
{
    /// <summary>Loads libtorch for a verb that computes with it, and meanwhile finds what it must answer.</summary>
    /// <exception cref="BadInputException">A library is missing or does not fit this system.</exception>
    internal static void Load()
    {
        Questions.Begin();
        NativeLibraries.Load(AppContext.BaseDirectory);
    }

    /// <summary>What a verb that computes with libtorch does once it is loaded; says in one line where anything is wrong.</summary>
    /// <param name="device">Where it computes.</param>
    /// <param name="trains">Whether it needs gradients.</param>
    /// <param name="error">Takes the line.</param>
    /// <exception cref="CheckFailedException">What the verb needs is wrong, and nothing else can do it.</exception>
    internal static SoundArithmetic ChooseArithmetic(torch.Device device, bool trains, TextWriter error)
    {
        var arithmetic = SoundArithmetic.Choose(device, trains);
        if (arithmetic.Warning is { } warning) error.WriteLine(PlainProgress.WarningLine(warning));
        return arithmetic;
    }
}
